package dev.everhook.core.ledger;

import dev.everhook.core.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as the ledger keeps it. Times are in whole milliseconds.
 *
 * @param round the round that it belongs to
 * @param number 1 for the first attempt of a round; an attempt that was put off or lost is made
 *     again under its number
 * @param duration how long it took; null where nobody knows
 * @param outcome the outcome's word
 * @param status the webhook's status; null where none came back
 * @param errorCode a short stable word for a failure without a status; null for none
 * @param excerpt up to 1 KiB of the answer, free of secrets; null for none
 */
public record PastAttempt(
    int round,
    int number,
    Instant startedAt,
    @Nullable Duration duration,
    String outcome,
    @Nullable Integer status,
    @Nullable String errorCode,
    @Nullable String excerpt) {

  /** The error code of a call whose worker was never heard of again. */
  public static final String LOST = "lost";

  public PastAttempt {
    startedAt = startedAt.truncatedTo(ChronoUnit.MILLIS);
    duration = duration == null ? null : duration.truncatedTo(ChronoUnit.MILLIS);
  }

  static PastAttempt of(int round, Attempt attempt) {
    return new PastAttempt(
        round,
        attempt.number(),
        attempt.startedAt(),
        attempt.duration(),
        attempt.outcome().word(),
        attempt.outcome().status(),
        attempt.outcome().errorCode(),
        attempt.excerpt());
  }

  /** It may have happened: whoever made it cannot say. */
  static PastAttempt lost(int round, int number, Instant startedAt) {
    return new PastAttempt(round, number, startedAt, null, "unknown", null, LOST, null);
  }
}
