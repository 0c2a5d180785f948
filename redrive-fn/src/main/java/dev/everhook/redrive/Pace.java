package dev.everhook.redrive;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Keeps to a rate over all lanes: each batch has its turn, the next one when it is paid for. */
final class Pace {
  private static final long NANOS = 1_000_000_000L;

  private final @Nullable Integer perSecond;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private Instant next = Instant.MIN;

  /**
   * @param perSecond letters a second; null for as fast as it goes
   */
  Pace(@Nullable Integer perSecond, InstantSource clock, Sleeper sleeper) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Whether there is one, so that there are waits. */
  boolean isSet() {
    return perSecond != null;
  }

  /** How many letters may go at once: never more than a second's. */
  int most(int batch) {
    return perSecond == null ? batch : Math.min(batch, perSecond);
  }

  /**
   * Waits for the turn of some letters.
   *
   * @param end when it is too late for them
   * @return whether their turn came
   */
  boolean await(int letters, Instant end) {
    if (perSecond == null) {
      return true;
    }
    Instant turn = turn(letters, perSecond);
    if (!turn.isBefore(end)) {
      return false;
    }
    Duration wait = Duration.between(clock.instant(), turn);
    try {
      if (wait.isPositive()) {
        sleeper.sleep(wait);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized Instant turn(int letters, int rate) {
    Instant now = clock.instant();
    Instant turn = next.isAfter(now) ? next : now;
    next = turn.plusNanos(letters * NANOS / rate);
    return turn;
  }
}
