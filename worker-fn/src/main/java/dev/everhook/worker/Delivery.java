package dev.everhook.worker;

import dev.everhook.core.Attempt;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.EventLog;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.QueueException;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What the worker does with one message. */
final class Delivery {
  /** For what is left to do after the call, before the function ends. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final DeliveryPolicy policy;
  private final WebhookAttempts attempts;
  private final RefreshQueue refreshQueue;
  private final Graveyard graveyard;
  private final EventLog log;
  private final InstantSource clock;
  private final DoubleSupplier random;
  private final WorkerSettings settings;

  Delivery(
      WorkerSettings settings,
      WebhookAttempts attempts,
      RefreshQueue refreshQueue,
      RefreshQueue deadLetters,
      EventLog log,
      InstantSource clock,
      DoubleSupplier random) {
    this.settings = settings;
    this.policy = new DeliveryPolicy(settings);
    this.attempts = attempts;
    this.refreshQueue = refreshQueue;
    this.graveyard = new Graveyard(deadLetters, log);
    this.log = log;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes an attempt and does what follows from it.
   *
   * @param functionEnd when the function is stopped, whatever it does
   * @return whether the message may go; otherwise it comes again
   */
  boolean settles(ReceivedMessage message, Instant functionEnd) {
    RefreshRequest request;
    try {
      request = RefreshRequestJson.read(message.body());
    } catch (InvalidRequestException e) {
      return buried(message, null, DeadLetterReason.MALFORMED, null, e.getMessage());
    }
    IdempotencyKey key = request.key(DeathNotice.generationOf(message.attributes()));
    Optional<DeadLetterReason> dead =
        policy.deadBefore(message.receiveCount(), request, clock.instant());
    return dead.isPresent()
        ? buried(message, key, dead.get(), null, null)
        : called(message, request, key, functionEnd);
  }

  private boolean called(
      ReceivedMessage message, RefreshRequest request, IdempotencyKey key, Instant functionEnd) {
    Instant now = clock.instant();
    Duration timeout =
        shorter(settings.webhookTimeout(), Duration.between(now, functionEnd.minus(MARGIN)));
    if (!timeout.isPositive()) {
      log.write(new PipelineEvent.MessageKept(message.id(), "too little time left for a call"));
      return false;
    }
    int number = message.receiveCount();
    try {
      Attempt attempt = attempts.make(new WebhookCall(request, key, number, now), timeout);
      NextStep next =
          policy.after(number, attempt.outcome(), clock.instant(), random.getAsDouble());
      // Hidden first, so that the delay in the log is the one in force.
      Duration delay = hidden(message, next);
      log.write(
          new PipelineEvent.Attempted(
              key, request.trigger(), slot(request), attempt, settings.maxAttempts(), delay));
      return done(message, key, attempt, next, attempt.excerpt());
    } catch (SecretUnreadableException e) {
      NextStep next = policy.deferred(number, now, random.getAsDouble());
      Duration delay = hidden(message, next);
      if (delay != null) {
        log.write(
            new PipelineEvent.Deferred(
                key, "secret_unreadable", String.valueOf(e.getMessage()), delay));
      }
      return done(message, key, null, next, e.getMessage());
    }
  }

  private boolean done(
      ReceivedMessage message,
      IdempotencyKey key,
      @Nullable Attempt attempt,
      NextStep next,
      @Nullable String detail) {
    return switch (next) {
      case NextStep.Acknowledge() -> true;
      case NextStep.TryAgain _ -> false;
      case NextStep.Bury(DeadLetterReason reason) -> buried(message, key, reason, attempt, detail);
    };
  }

  /** Hides the message where it is to come again; returns the delay in force, or null. */
  private @Nullable Duration hidden(ReceivedMessage message, NextStep next) {
    return next instanceof NextStep.TryAgain(Duration delay) ? hidden(message, delay) : null;
  }

  /** A message that could not be hidden comes again when its visibility timeout ends. */
  private @Nullable Duration hidden(ReceivedMessage message, Duration delay) {
    try {
      return refreshQueue.hide(message, delay);
    } catch (QueueException e) {
      log.write(new PipelineEvent.MessageKept(message.id(), String.valueOf(e.getMessage())));
      return null;
    }
  }

  private boolean buried(
      ReceivedMessage message,
      @Nullable IdempotencyKey key,
      DeadLetterReason reason,
      @Nullable Attempt last,
      @Nullable String detail) {
    if (graveyard.buries(message, DeathNotices.of(message, key, reason, last), detail)) {
      return true;
    }
    hidden(message, settings.retryBaseDelay());
    return false;
  }

  private static @Nullable Instant slot(RefreshRequest request) {
    return request instanceof RefreshRequest.Scheduled scheduled ? scheduled.scheduledTime() : null;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
