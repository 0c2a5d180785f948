package dev.everhook.worker;

import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.Outcome;
import dev.everhook.core.Outcome.Certainty;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.ledger.DeliveryState.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether to call, when to try again, and when to give up. Immutable, and a function of its
 * arguments alone: it has no clock, no chance and no queue of its own.
 */
final class DeliveryPolicy {
  /** How often a delivery may be put off, by 409 or for want of a secret. */
  static final int MOST_DEFERRALS = 8;

  /** How often a worker may claim a delivery and never be heard of again. */
  static final int MOST_LOST = 5;

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
   * @param messageEnd when its message is looked at for the last time
   */
  Optional<DeadLetterReason> deadBefore(
      Progress progress, RefreshRequest request, Instant messageEnd, Instant now) {
    if (progress instanceof Progress.Counted(int attempts, int deferrals, int lost)) {
      if (lost >= MOST_LOST) {
        return Optional.of(DeadLetterReason.CRASHED);
      }
      if (attempts >= maxAttempts) {
        return Optional.of(DeadLetterReason.EXHAUSTED);
      }
      if (deferrals > MOST_DEFERRALS) {
        return Optional.of(DeadLetterReason.DEFERRED);
      }
    }
    return isExpired(request, now) || !now.isBefore(messageEnd)
        ? Optional.of(DeadLetterReason.EXPIRED)
        : Optional.empty();
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
   * @param progress how far the delivery was before it
   * @param messageEnd when its message is looked at for the last time
   * @param random from 0 to 1, for the jitter
   */
  NextStep after(
      Progress progress, Outcome outcome, Instant messageEnd, Instant now, double random) {
    return switch (outcome) {
      case Outcome.Delivered _ -> new NextStep.Acknowledge();
      case Outcome.Rejected(_, var reason) -> new NextStep.Bury(reason);
      case Outcome.InProgress(_, var notBefore) ->
          deferred(progress, notBefore, messageEnd, now, random);
      case Outcome.Retry(_, _, Certainty certainty, var notBefore) ->
          retried(progress, certainty, notBefore, messageEnd, now, random);
    };
  }

  /** What follows when the call could not even be made, for a reason of ours. */
  NextStep deferred(Progress progress, Instant messageEnd, Instant now, double random) {
    return deferred(progress, null, messageEnd, now, random);
  }

  private NextStep deferred(
      Progress progress,
      @Nullable Instant notBefore,
      Instant messageEnd,
      Instant now,
      double random) {
    int deferrals =
        switch (progress) {
          case Progress.Counted counted -> counted.deferrals() + 1;
          case Progress.Uncounted uncounted -> uncounted.receives();
        };
    Duration delay = longer(backoff.before(deferrals + 1, random), asked(notBefore, now));
    boolean usedUp =
        switch (progress) {
          case Progress.Counted _ -> deferrals > MOST_DEFERRALS;
          case Progress.Uncounted uncounted -> isBeyondHorizon(uncounted, now.plus(delay));
        };
    return usedUp
        ? new NextStep.Bury(DeadLetterReason.DEFERRED)
        : within(messageEnd, now, delay, Cause.DEFERRED);
  }

  private NextStep retried(
      Progress progress,
      Certainty certainty,
      @Nullable Instant notBefore,
      Instant messageEnd,
      Instant now,
      double random) {
    int attempt = progress.nextAttempt();
    // The webhook may still be at work on a call of which no answer came.
    Duration least = certainty == Certainty.UNKNOWN ? webhookTimeout : Duration.ZERO;
    Duration delay =
        longer(longer(backoff.before(attempt + 1, random), least), asked(notBefore, now));
    boolean usedUp =
        switch (progress) {
          case Progress.Counted _ -> attempt >= maxAttempts;
          case Progress.Uncounted uncounted -> isBeyondHorizon(uncounted, now.plus(delay));
        };
    return usedUp
        ? new NextStep.Bury(DeadLetterReason.EXHAUSTED)
        : within(
            messageEnd, now, delay, certainty == Certainty.UNKNOWN ? Cause.UNKNOWN : Cause.RETRY);
  }

  /** A message that its queue would forget by then is better dead. */
  private static NextStep within(Instant messageEnd, Instant now, Duration delay, Cause because) {
    return now.plus(delay).isBefore(messageEnd)
        ? new NextStep.TryAgain(delay, because)
        : new NextStep.Bury(DeadLetterReason.EXPIRED);
  }

  private boolean isBeyondHorizon(Progress.Uncounted progress, Instant next) {
    return next.isAfter(progress.since().plus(backoff.longestHorizon(maxAttempts)));
  }

  /** A webhook that asks for more than all our patience gets all of it. */
  private Duration asked(@Nullable Instant notBefore, Instant now) {
    if (notBefore == null) {
      return Duration.ZERO;
    }
    Duration asked = Duration.between(now, notBefore);
    Duration horizon = backoff.horizon(maxAttempts);
    return asked.compareTo(horizon) < 0 ? asked : horizon;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
