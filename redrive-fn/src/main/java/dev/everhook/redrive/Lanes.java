package dev.everhook.redrive;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Work on many threads at once, since a queue answers many calls at once. */
final class Lanes {
  /** How many there are: more do not help one queue. */
  static final int COUNT = 8;

  private Lanes() {}

  /**
   * Does the work of each lane, and returns when all have ended.
   *
   * @param count how many lanes
   * @param work is given the lane's number, from 0; what one throws is thrown when all have ended
   */
  static void each(int count, IntConsumer work) {
    if (count == 1) {
      work.accept(0);
      return;
    }
    List<? extends Future<?>> lanes;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      lanes =
          IntStream.range(0, count)
              .mapToObj(lane -> threads.submit(() -> work.accept(lane)))
              .toList();
    }
    for (Future<?> lane : lanes) {
      try {
        lane.get();
      } catch (ExecutionException e) {
        throw thrown(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException thrown(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException problem -> problem;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(e);
    };
  }
}
