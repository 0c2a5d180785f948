package dev.everhook.embedded;

import dev.everhook.redrive.Sleeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Has the redrive function sweep: once after the start, and every hour. */
final class SweepThread implements AutoCloseable {
  /** What the schedule of the stack in AWS sends. */
  private static final String EVENT = "{\"action\":\"sweep\"}";

  private static final Duration PERIOD = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Functions functions;
  private final Sleeper sleeper;
  private final RunNotices notices;
  private final Thread thread = Thread.ofVirtual().name("sweep").unstarted(this::run);

  SweepThread(Functions functions, Sleeper sleeper, RunNotices notices) {
    this.functions = functions;
    this.sleeper = sleeper;
    this.notices = notices;
  }

  void start() {
    thread.start();
  }

  /** Until it is interrupted. */
  void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        sweep();
        sleeper.sleep(PERIOD);
      }
    } catch (InterruptedException e) {
      // The run ends.
    }
  }

  /** Whatever fails, the run goes on, and the next sweep has this one's work. */
  private void sweep() {
    try {
      var _ =
          functions.invoke(Functions.REDRIVE, EVENT.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    } catch (IOException | RuntimeException e) {
      if (!Thread.currentThread().isInterrupted()) {
        notices.sweepFailed(e.toString());
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
