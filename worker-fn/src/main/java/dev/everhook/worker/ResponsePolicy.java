package dev.everhook.worker;

import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.Outcome;
import dev.everhook.core.Outcome.Certainty;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means. Immutable, and a function of its arguments alone.
 *
 * <ul>
 *   <li>2xx: delivered
 *   <li>408, 425, 429, 5xx, and no answer: retry; after 502, 504 or a lost answer it is unknown
 *       whether the webhook acted
 *   <li>409: in progress
 *   <li>401, 403, and every other status: rejected
 * </ul>
 *
 * The two sets override what is not 2xx.
 *
 * @param retryStatuses statuses to retry all the same
 * @param rejectStatuses statuses to reject all the same
 */
public record ResponsePolicy(Set<Integer> retryStatuses, Set<Integer> rejectStatuses) {
  private static final Set<Integer> RETRIED = Set.of(408, 425, 429);
  private static final Set<Integer> UNKNOWN = Set.of(502, 504);

  public ResponsePolicy {
    retryStatuses = Set.copyOf(retryStatuses);
    rejectStatuses = Set.copyOf(rejectStatuses);
  }

  /** Whether the webhook does not accept the token. */
  static boolean isUnauthorized(CallResult result) {
    return result instanceof CallResult.Answered(int status, _, _) && isUnauthorized(status);
  }

  private static boolean isUnauthorized(int status) {
    return status == 401 || status == 403;
  }

  /**
   * The outcome of a call.
   *
   * @param now when it came back
   */
  public Outcome outcome(CallResult result, Instant now) {
    return switch (result) {
      case CallResult.Failed(var failure) ->
          new Outcome.Retry(null, failure.code(), failure.certainty(), null);
      case CallResult.Answered(int status, var retryAfter, _) ->
          outcome(status, RetryAfter.read(retryAfter, now));
    };
  }

  private Outcome outcome(int status, @Nullable Instant notBefore) {
    if (status >= 200 && status < 300) {
      return new Outcome.Delivered(status);
    }
    if (rejectStatuses.contains(status)) {
      return rejected(status);
    }
    if (retryStatuses.contains(status) || RETRIED.contains(status) || isServerError(status)) {
      Certainty certainty = UNKNOWN.contains(status) ? Certainty.UNKNOWN : Certainty.FAILED;
      return new Outcome.Retry(status, null, certainty, notBefore);
    }
    return status == 409 ? new Outcome.InProgress(status, notBefore) : rejected(status);
  }

  private static boolean isServerError(int status) {
    return status >= 500 && status < 600;
  }

  private static Outcome rejected(int status) {
    return new Outcome.Rejected(
        status, isUnauthorized(status) ? DeadLetterReason.UNAUTHORIZED : DeadLetterReason.REJECTED);
  }
}
