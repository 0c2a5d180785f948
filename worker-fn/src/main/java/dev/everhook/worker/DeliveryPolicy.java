package dev.everhook.worker;

import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.Outcome;
import dev.everhook.core.Outcome.Certainty;
import dev.everhook.core.RefreshRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether to call, when to try again, and when to give up. Immutable, and a function of its
 * arguments alone: it has no clock, no chance and no queue of its own.
 */
final class DeliveryPolicy {
  private final int maxAttempts;
  private final Backoff backoff;
  private final Duration webhookTimeout;
  private final @Nullable Duration slotExpiry;

  DeliveryPolicy(WorkerSettings settings) {
    maxAttempts = settings.maxAttempts();
    backoff = new Backoff(settings.retryBaseDelay(), settings.retryMaxDelay());
    webhookTimeout = settings.webhookTimeout();
    slotExpiry = settings.slotExpiry();
  }

  /**
   * Why a request is not called any more, if so.
   *
   * @param attempt the number of the attempt that would be next
   */
  Optional<DeadLetterReason> deadBefore(int attempt, RefreshRequest request, Instant now) {
    if (attempt > maxAttempts) {
      return Optional.of(DeadLetterReason.EXHAUSTED);
    }
    return isExpired(request, now) ? Optional.of(DeadLetterReason.EXPIRED) : Optional.empty();
  }

  private boolean isExpired(RefreshRequest request, Instant now) {
    return switch (request) {
      case RefreshRequest.Scheduled scheduled ->
          slotExpiry != null
              && Duration.between(scheduled.scheduledTime(), now).compareTo(slotExpiry) > 0;
      case RefreshRequest.Manual manual ->
          manual.notAfter() != null && now.isAfter(manual.notAfter());
    };
  }

  /**
   * What follows an attempt.
   *
   * @param attempt the number of the attempt that is over
   * @param random from 0 to 1, for the jitter
   */
  NextStep after(int attempt, Outcome outcome, Instant now, double random) {
    return switch (outcome) {
      case Outcome.Delivered _ -> new NextStep.Acknowledge();
      case Outcome.Rejected(_, var reason) -> new NextStep.Bury(reason);
      case Outcome.InProgress(_, var notBefore) ->
          again(attempt, DeadLetterReason.DEFERRED, now, random, notBefore, Duration.ZERO);
      case Outcome.Retry(_, _, var certainty, var notBefore) ->
          again(
              attempt,
              DeadLetterReason.EXHAUSTED,
              now,
              random,
              notBefore,
              // The webhook may still be at work on a call of which no answer came.
              certainty == Certainty.UNKNOWN ? webhookTimeout : Duration.ZERO);
    };
  }

  /** What follows when the call could not even be made, for a reason of ours. */
  NextStep deferred(int attempt, Instant now, double random) {
    return again(attempt, DeadLetterReason.DEFERRED, now, random, null, Duration.ZERO);
  }

  private NextStep again(
      int attempt,
      DeadLetterReason otherwise,
      Instant now,
      double random,
      @Nullable Instant notBefore,
      Duration least) {
    if (attempt >= maxAttempts) {
      return new NextStep.Bury(otherwise);
    }
    Duration delay = longer(backoff.before(attempt + 1, random), least);
    return new NextStep.TryAgain(
        notBefore == null ? delay : longer(delay, untilWithinHorizon(notBefore, now)));
  }

  /** A webhook that asks for more than all our patience gets all of it. */
  private Duration untilWithinHorizon(Instant notBefore, Instant now) {
    Duration asked = Duration.between(now, notBefore);
    Duration horizon = backoff.horizon(maxAttempts);
    return asked.compareTo(horizon) < 0 ? asked : horizon;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
