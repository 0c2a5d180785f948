package dev.everhook.embedded;

import dev.everhook.core.EventLog;
import dev.everhook.core.PipelineEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Wakes the slot sender when a slot is due. */
final class SlotThread implements AutoCloseable {
  /** The wall clock may be set, and a laptop may sleep: no wait is longer than this. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final SlotSender slots;
  private final InstantSource clock;
  private final EventLog log;
  private final Consumer<Throwable> fatal;
  private final Thread thread = Thread.ofVirtual().name("schedule").unstarted(this::run);

  SlotThread(SlotSender slots, InstantSource clock, EventLog log, Consumer<Throwable> fatal) {
    this.slots = slots;
    this.log = log;
    this.fatal = fatal;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        sendDue();
        Thread.sleep(untilNext());
      }
    } catch (InterruptedException e) {
      // The run ends.
    } catch (RuntimeException | Error e) {
      // Without this thread the run would look healthy and send no slot.
      fatal.accept(e);
      throw e;
    }
  }

  /**
   * Whatever fails, the schedule goes on: the slot is sent again, or was and is not on record yet.
   */
  private void sendDue() {
    Instant now = clock.instant();
    try {
      slots.sendDue(now);
    } catch (RuntimeException e) {
      log.write(new PipelineEvent.SlotNotSent(now, e.toString()));
    }
  }

  private Duration untilNext() {
    Instant now = clock.instant();
    Duration wait = slots.nextSend().map(next -> Duration.between(now, next)).orElse(LONGEST_WAIT);
    if (wait.isNegative() || wait.isZero()) {
      // Due, and not sent: the queue did not take it. Not at once again.
      return LONGEST_WAIT;
    }
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
