package dev.everhook.worker;

import dev.everhook.core.Attempt;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.DeferralCause;
import dev.everhook.core.EventLog;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.QueueException;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.ledger.Claim;
import dev.everhook.core.ledger.Death;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.LedgerRefusedException;
import dev.everhook.core.ledger.LedgerUnavailableException;
import dev.everhook.core.ledger.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What the worker does with one message. */
final class Delivery {
  private final WorkerSettings settings;
  private final DeliveryPolicy policy;
  private final Backoff backoff;
  private final WebhookAttempts attempts;
  private final DeliveryLedger ledger;
  private final RefreshQueue refreshQueue;
  private final Graveyard graveyard;
  private final EventLog log;
  private final InstantSource clock;
  private final DoubleSupplier random;

  Delivery(
      WorkerSettings settings,
      WebhookAttempts attempts,
      DeliveryLedger ledger,
      RefreshQueue refreshQueue,
      RefreshQueue deadLetters,
      EventLog log,
      InstantSource clock,
      DoubleSupplier random) {
    this.settings = settings;
    this.policy = new DeliveryPolicy(settings);
    this.backoff = new Backoff(settings.retryBaseDelay(), settings.retryMaxDelay());
    this.attempts = attempts;
    this.ledger = ledger;
    this.refreshQueue = refreshQueue;
    this.graveyard = new Graveyard(deadLetters, log);
    this.log = log;
    this.clock = clock;
    this.random = random;
  }

  /** What one message asks for, and until when there is time for it. */
  private record Work(
      ReceivedMessage message,
      RefreshRequest request,
      IdempotencyKey key,
      Instant messageEnd,
      Instant functionEnd) {}

  /**
   * Claims the delivery, makes an attempt, and does what follows from it.
   *
   * @param functionEnd when the function is stopped, whatever it does
   * @return whether the message may go; otherwise it comes again
   */
  boolean settles(ReceivedMessage message, Instant functionEnd) {
    RefreshRequest request;
    try {
      request = RefreshRequestJson.read(message.body());
    } catch (InvalidRequestException e) {
      return isBuried(message, malformed(message), e.getMessage());
    }
    return claims(
        new Work(
            message,
            request,
            request.key(DeathNotice.generationOf(message.attributes())),
            message.sentAt().plus(settings.times().longestLife()),
            functionEnd));
  }

  private boolean claims(Work work) {
    if (!clock.instant().isBefore(work.functionEnd.minus(Times.MARGIN))) {
      return keeps(work.message, "too little time left for a call");
    }
    DeliveryLedger.Message asked = asked(work);
    try {
      return switch (ledger.claim(asked, settings.times().lease())) {
        case Claim.Granted(var held) ->
            attempts(work, DeliveryRecord.of(ledger, log, work.message, held));
        case Claim.NotDue(var until) ->
            putsOff(work, DeferralCause.NOT_DUE, "not due before " + until, until);
        case Claim.Leased(var until) ->
            putsOff(work, DeferralCause.LEASED, "another worker has it until " + until, until);
        case Claim.Duplicate(var state) -> isDuplicate(work, state.word());
        case Claim.Dying(var entry, var death) ->
            isDead(work, DeliveryRecord.of(ledger, log, work.message, entry), death, null);
      };
    } catch (LedgerUnavailableException e) {
      log.write(new PipelineEvent.LedgerUnavailable(work.key, String.valueOf(e.getMessage())));
      return attempts(
          work, DeliveryRecord.withoutLedger(ledger, log, work.message, ledger.unseen(asked)));
    } catch (LedgerRefusedException e) {
      return refused(work, e);
    }
  }

  private DeliveryLedger.Message asked(Work work) {
    int generation = DeathNotice.generationOf(work.message.attributes());
    int death = DeathNotice.deathOf(work.message.attributes());
    return new DeliveryLedger.Message(
        work.key,
        new Origin(work.request.trigger(), slot(work.request), generation, work.message.body()),
        death,
        work.message.receiveCount() > 1 || death > 0,
        clock.instant().isBefore(work.messageEnd));
  }

  private boolean attempts(Work work, DeliveryRecord record) {
    Instant now = clock.instant();
    Optional<DeadLetterReason> dead =
        policy.deadBefore(record.progress(), work.request, work.messageEnd, now);
    if (dead.isPresent()) {
      return dies(work, record, dead.get(), null, null);
    }
    Instant end = earlier(record.leaseEnd(), work.functionEnd).minus(Times.MARGIN);
    if (!now.isBefore(end)) {
      record.release();
      return keeps(work.message, "too little time left for a call");
    }
    WebhookCall call =
        new WebhookCall(work.request, work.key, record.progress().nextAttempt(), now);
    return switch (attempts.make(call, settings.webhookTimeout(), end)) {
      case AttemptResult.Made(var attempt) -> follows(work, record, attempt);
      case AttemptResult.PutOff(var cause, var problem) -> defers(work, record, cause, problem);
    };
  }

  private boolean follows(Work work, DeliveryRecord record, Attempt attempt) {
    Instant now = clock.instant();
    NextStep next =
        policy.after(
            record.progress(), attempt.outcome(), work.messageEnd, now, random.getAsDouble());
    record.attempted(attempt);
    return switch (next) {
      case NextStep.Acknowledge() -> {
        record.delivered(attempt);
        logged(work, attempt, null);
        yield true;
      }
      case NextStep.TryAgain(var delay, var because) ->
          switch (record.waiting(attempt, now.plus(delay), because)) {
            case GO_ON -> {
              // Hidden first, so that the delay in the log is the one in force.
              Duration hidden = hidden(work.message, delay);
              logged(work, attempt, hidden == null || !record.remembersWaits() ? hidden : delay);
              yield false;
            }
            case FENCED -> {
              logged(work, attempt, null);
              yield keeps(work.message, "another worker has the delivery by now");
            }
            case DELIVERED -> {
              logged(work, attempt, null);
              yield isDuplicate(work, "delivered");
            }
          };
      case NextStep.Bury(var reason) -> {
        logged(work, attempt, null);
        yield dies(work, record, reason, attempt, attempt.excerpt());
      }
    };
  }

  private boolean defers(Work work, DeliveryRecord record, DeferralCause cause, String problem) {
    Instant now = clock.instant();
    return switch (policy.deferred(record.progress(), work.messageEnd, now, random.getAsDouble())) {
      case NextStep.Acknowledge() -> throw new IllegalStateException("nothing was delivered");
      case NextStep.TryAgain(var delay, _) ->
          switch (record.deferred(now.plus(delay))) {
            case GO_ON -> putsOff(work, cause, problem, now.plus(delay));
            case FENCED -> keeps(work.message, "another worker has the delivery by now");
            case DELIVERED -> isDuplicate(work, "delivered");
          };
      case NextStep.Bury(var reason) -> dies(work, record, reason, null, problem);
    };
  }

  /** Nobody but a person can mend it, and no count can be kept: it backs off until the end. */
  private boolean refused(Work work, LedgerRefusedException e) {
    Instant now = clock.instant();
    Instant until = now.plus(backoff.before(work.message.receiveCount() + 1, random.getAsDouble()));
    if (until.isBefore(work.messageEnd)) {
      return putsOff(work, DeferralCause.LEDGER_REFUSED, String.valueOf(e.getMessage()), until);
    }
    DeliveryRecord record =
        DeliveryRecord.withoutLedger(ledger, log, work.message, ledger.unseen(asked(work)));
    return dies(work, record, DeadLetterReason.EXPIRED, null, e.getMessage());
  }

  /** Hides the message until then, or as long as it can be. */
  private boolean putsOff(Work work, DeferralCause cause, String problem, Instant until) {
    Instant now = clock.instant();
    Duration delay = hidden(work.message, Duration.between(now, earlier(until, work.messageEnd)));
    if (delay != null) {
      log.write(new PipelineEvent.Deferred(work.key, cause, problem, delay));
    }
    return false;
  }

  private boolean dies(
      Work work,
      DeliveryRecord record,
      DeadLetterReason reason,
      @Nullable Attempt last,
      @Nullable String detail) {
    Death death = record.death(reason, last);
    return switch (record.dying(last, death)) {
      case GO_ON -> isDead(work, record, death, detail);
      case FENCED -> keeps(work.message, "another worker has the delivery by now");
      case DELIVERED -> isDuplicate(work, "delivered");
    };
  }

  /** Sends the dead letter, marks, and lets the message go: in this order. */
  private boolean isDead(Work work, DeliveryRecord record, Death death, @Nullable String detail) {
    boolean buried = isBuried(work.message, record.notice(death), detail);
    if (buried) {
      record.dead(death);
    }
    return buried;
  }

  private boolean isBuried(ReceivedMessage message, DeathNotice notice, @Nullable String detail) {
    boolean buried = graveyard.buries(message, notice, detail);
    if (!buried) {
      hidden(message, settings.retryBaseDelay());
    }
    return buried;
  }

  private boolean isDuplicate(Work work, String state) {
    log.write(new PipelineEvent.Duplicate(work.key, work.message.id(), state));
    return true;
  }

  private boolean keeps(ReceivedMessage message, String problem) {
    log.write(new PipelineEvent.MessageKept(message.id(), problem));
    return false;
  }

  /**
   * A message that could not be hidden comes again when its visibility timeout ends.
   *
   * @return the delay in force; null where there is none
   */
  private @Nullable Duration hidden(ReceivedMessage message, Duration delay) {
    try {
      return refreshQueue.hide(message, delay);
    } catch (QueueException e) {
      keeps(message, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void logged(Work work, Attempt attempt, @Nullable Duration nextIn) {
    log.write(
        new PipelineEvent.Attempted(
            work.key,
            work.request.trigger(),
            slot(work.request),
            attempt,
            settings.maxAttempts(),
            nextIn));
  }

  /** What is no refresh request has no key, and is never called. */
  private static DeathNotice malformed(ReceivedMessage message) {
    return new DeathNotice(
        null,
        DeathNotice.generationOf(message.attributes()),
        DeathNotice.deathOf(message.attributes()) + 1,
        DeadLetterReason.MALFORMED,
        null,
        null,
        0,
        null,
        null);
  }

  private static @Nullable Instant slot(RefreshRequest request) {
    return request instanceof RefreshRequest.Scheduled scheduled ? scheduled.scheduledTime() : null;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
