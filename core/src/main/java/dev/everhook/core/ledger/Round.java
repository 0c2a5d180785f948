package dev.everhook.core.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was done for a delivery since it was asked for, or since it was last redriven.
 *
 * @param number 1 for the first
 * @param startedAt when it was opened
 * @param attempts attempts that came to an end; only these count towards the limit of attempts
 * @param deferrals how often it was put off
 * @param lost how often a worker claimed it and was never heard of again
 * @param firstAttempt when the first attempt began; null for none
 * @param lastAttempt when the last attempt began; null for none
 */
public record Round(
    int number,
    Instant startedAt,
    int attempts,
    int deferrals,
    int lost,
    @Nullable Instant firstAttempt,
    @Nullable Instant lastAttempt) {

  /** A round in which nothing was done yet. */
  static Round open(int number, Instant now) {
    return new Round(number, now, 0, 0, 0, null, null);
  }

  Round attempted(Instant at) {
    return new Round(number, startedAt, attempts + 1, deferrals, lost, first(at), at);
  }

  Round deferred() {
    return new Round(number, startedAt, attempts, deferrals + 1, lost, firstAttempt, lastAttempt);
  }

  /** A call that the webhook put off: it was made, and counts as none. */
  Round deferred(Instant at) {
    return new Round(number, startedAt, attempts, deferrals + 1, lost, first(at), at);
  }

  Round lost(Instant at) {
    return new Round(number, startedAt, attempts, deferrals, lost + 1, first(at), at);
  }

  private Instant first(Instant at) {
    return firstAttempt == null ? at : firstAttempt;
  }
}
