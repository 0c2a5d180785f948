package dev.everhook.worker;

import java.time.Duration;

/**
 * The delays between attempts: exponential, capped, with jitter. Immutable.
 *
 * <p>With the default parameters (base 60 s, cap 11 h), the delays before the second to the eighth
 * attempt are 1 min, 4 min, 16 min, 64 min, 4 h 16 min, 11 h and 11 h: 27.7 hours in all.
 *
 * @param base the delay before the second attempt
 * @param cap the longest delay, before jitter
 */
public record Backoff(Duration base, Duration cap) {
  private static final int FACTOR = 4;
  private static final double JITTER = 0.1;

  /**
   * The delay before an attempt.
   *
   * @param attempt 2 for the second attempt
   * @param random from 0, which makes the delay 10 % shorter, to 1, which makes it 10 % longer
   */
  public Duration before(int attempt, double random) {
    Duration delay = base;
    for (int i = 2; i < attempt && delay.compareTo(cap) < 0; i++) {
      delay = delay.multipliedBy(FACTOR);
    }
    Duration capped = delay.compareTo(cap) < 0 ? delay : cap;
    return Duration.ofMillis(Math.round(capped.toMillis() * (1 + JITTER * (2 * random - 1))));
  }

  /** All delays up to an attempt, without jitter: for how long a delivery is tried. */
  public Duration horizon(int maxAttempts) {
    return horizon(maxAttempts, 0.5);
  }

  /** The longest that the horizon can become with jitter. */
  public Duration longestHorizon(int maxAttempts) {
    return horizon(maxAttempts, 1);
  }

  private Duration horizon(int maxAttempts, double random) {
    Duration horizon = Duration.ZERO;
    for (int attempt = 2; attempt <= maxAttempts; attempt++) {
      horizon = horizon.plus(before(attempt, random));
    }
    return horizon;
  }
}
