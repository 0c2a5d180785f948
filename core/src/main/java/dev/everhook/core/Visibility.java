package dev.everhook.core;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How long a received message can be hidden.
 *
 * <p>SQS counts its 12 hours from the receive, extensions included, and refuses in practice what
 * goes beyond 43,195 s in all.
 */
public final class Visibility {
  /** The longest time from the receive, in practice. */
  public static final Duration LONGEST = Duration.ofSeconds(43_195);

  /** For what passed between the queue's receive and our knowledge of it. */
  public static final Duration MARGIN = Duration.ofSeconds(60);

  private Visibility() {}

  /**
   * The delay that can be had.
   *
   * @param delay the delay wanted, from now
   * @param sinceReceive the time since the message was received
   * @return {@code delay} in whole seconds, rounded up, or what is left of {@link #LONGEST} less
   *     {@link #MARGIN} where that is shorter; never negative
   */
  public static Duration clamp(Duration delay, Duration sinceReceive) {
    Duration left =
        LONGEST.minus(MARGIN).minus(sinceReceive.isNegative() ? Duration.ZERO : sinceReceive);
    Duration clamped = delay.compareTo(left) < 0 ? delay : left;
    return clamped.isNegative() ? Duration.ZERO : wholeSecondsUp(clamped, left);
  }

  private static Duration wholeSecondsUp(Duration delay, Duration most) {
    Duration down = delay.truncatedTo(ChronoUnit.SECONDS);
    Duration up = down.equals(delay) ? down : down.plusSeconds(1);
    return up.compareTo(most) <= 0 ? up : most.truncatedTo(ChronoUnit.SECONDS);
  }
}
