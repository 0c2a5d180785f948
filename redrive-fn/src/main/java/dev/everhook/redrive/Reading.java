package dev.everhook.redrive;

import dev.everhook.core.QueueException;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a queue of dead letters, in lanes: each receives a batch, hands it on, and goes on
 * until nothing new comes. What is not deleted stays hidden until {@link #release}, so that no lane
 * meets it again; if the function dies, it is visible again a minute after the function's end at
 * the latest.
 */
final class Reading {
  /** The most letters of one call. */
  static final int BATCH = 10;

  private static final Duration WAIT = Duration.ofSeconds(1);

  /** SQS has 120,000 messages of a queue in flight at the most. */
  private static final int MOST_HELD = 100_000;

  private final RefreshQueue queue;
  private final Deadline deadline;
  private final InstantSource clock;
  private final Held held = new Held();
  private final Stops stops;
  private final AtomicReference<@Nullable QueueException> unanswered = new AtomicReference<>();

  /**
   * @param stops tells the lanes when to end
   */
  Reading(RefreshQueue queue, Deadline deadline, InstantSource clock, Stops stops) {
    this.stops = stops;
    this.queue = queue;
    this.deadline = deadline;
    this.clock = clock;
  }

  /** What is done with the letters. Used by many threads at once. */
  interface Reader {
    /**
     * How many letters a lane may receive next.
     *
     * @param most ten
     * @return 0 to end the lane
     */
    int wants(int most);

    /** Fewer came than it wanted. */
    default void missed(int count) {}

    /**
     * Does what is to be done with a batch.
     *
     * @return those that are no longer in the queue
     */
    Collection<ReceivedMessage> read(List<ReceivedMessage> batch);
  }

  /**
   * Reads until nothing new comes, the reader wants no more, or it is stopped.
   *
   * @param wanted how many letters are wanted in all, as far as is known: one lane reads few
   */
  void read(int wanted, Reader reader) {
    Lanes.each(
        Math.clamp(Math.ceilDiv(wanted, BATCH), 1, Lanes.COUNT),
        _ -> {
          try {
            lane(reader);
          } catch (RuntimeException | Error e) {
            stops.stop(Stop.FAILING);
            throw e;
          }
        });
  }

  private void lane(Reader reader) {
    boolean more = true;
    while (more && stops.stopped().isEmpty()) {
      Instant now = clock.instant();
      if (!now.isBefore(deadline.end())) {
        stops.stop(Stop.DEADLINE);
      } else if (held.size() >= MOST_HELD) {
        stops.stop(Stop.LIMIT);
      } else {
        more = batch(reader, deadline.visibility(now));
      }
    }
  }

  private boolean batch(Reader reader, Duration visibility) {
    int wanted = reader.wants(BATCH);
    if (wanted == 0) {
      return false;
    }
    List<ReceivedMessage> unseen = List.of();
    try {
      unseen = held.unseen(queue.receive(wanted, visibility, WAIT));
    } catch (QueueException e) {
      unanswered.set(e);
      stops.failed();
      return true;
    } finally {
      reader.missed(wanted - unseen.size());
    }
    if (unseen.isEmpty()) {
      return false;
    }
    held.gone(reader.read(unseen));
    return true;
  }

  /** The last time that the queue did not answer a receive; empty where it always did. */
  Optional<QueueException> unanswered() {
    return Optional.ofNullable(unanswered.get());
  }

  /**
   * @throws QueueException if it stopped since the queue did not answer
   */
  void throwIfUnanswered() {
    QueueException problem = unanswered.get();
    if (problem != null && stops.isFailing()) {
      throw problem;
    }
  }

  /** How many letters it holds back. */
  int held() {
    return held.size();
  }

  /** Forgets letters that were deleted. */
  void gone(Collection<ReceivedMessage> deleted) {
    held.gone(deleted);
  }

  /** Makes everything visible again that it holds back. */
  void release() {
    held.release(queue);
  }
}
