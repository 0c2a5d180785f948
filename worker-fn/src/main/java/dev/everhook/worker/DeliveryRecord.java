package dev.everhook.worker;

import dev.everhook.core.Attempt;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.EventLog;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.ledger.Death;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.DeliveryState.Cause;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerRefusedException;
import dev.everhook.core.ledger.LedgerUnavailableException;
import dev.everhook.core.ledger.Written;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a worker knows of the delivery in its hands, and tells the ledger. Where the ledger does not
 * answer, the delivery goes on without it. For one thread.
 */
final class DeliveryRecord {
  /** The last word of a success: more tries than any other write has. */
  private static final int TRIES_FOR_DELIVERED = 3;

  /** What the ledger made of a word from us. */
  enum Answer {
    /** It is on record, or nobody could be told: the worker goes on. */
    GO_ON,
    /** Somebody else has the delivery by now: what is to come is theirs. */
    FENCED,
    /** Somebody else has delivered it. */
    DELIVERED
  }

  private final DeliveryLedger ledger;
  private final EventLog log;
  private final ReceivedMessage message;
  private final boolean isCounted;
  private final int deaths;
  private LedgerEntry held;
  private int attempts;
  private @Nullable Instant firstAttempt;
  private @Nullable Instant lastAttempt;

  private DeliveryRecord(
      DeliveryLedger ledger,
      EventLog log,
      ReceivedMessage message,
      LedgerEntry entry,
      boolean isCounted) {
    this.ledger = ledger;
    this.log = log;
    this.message = message;
    this.isCounted = isCounted;
    this.deaths = entry.deaths();
    this.held = entry;
    this.attempts = entry.round().attempts();
    this.firstAttempt = entry.round().firstAttempt();
    this.lastAttempt = entry.round().lastAttempt();
  }

  /** The record of a delivery that the ledger knows. */
  static DeliveryRecord of(
      DeliveryLedger ledger, EventLog log, ReceivedMessage message, LedgerEntry entry) {
    return new DeliveryRecord(ledger, log, message, entry, true);
  }

  /** The record of a delivery for which the ledger did not answer: the message is all we know. */
  static DeliveryRecord withoutLedger(
      DeliveryLedger ledger, EventLog log, ReceivedMessage message, LedgerEntry unseen) {
    DeliveryRecord record = new DeliveryRecord(ledger, log, message, unseen, false);
    record.attempts = message.receiveCount() - 1;
    record.firstAttempt = record.attempts == 0 ? null : message.firstReceivedAt();
    return record;
  }

  IdempotencyKey key() {
    return held.key();
  }

  Progress progress() {
    return isCounted
        ? new Progress.Counted(
            held.round().attempts(), held.round().deferrals(), held.round().lost())
        : new Progress.Uncounted(message.receiveCount(), message.firstReceivedAt());
  }

  /** When the right to call ends. */
  Instant leaseEnd() {
    return held.state() instanceof DeliveryState.InFlight(_, _, var end) ? end : Instant.MAX;
  }

  /** Whether a wait can be longer than the queue allows, since the ledger remembers its end. */
  boolean remembersWaits() {
    return isCounted;
  }

  /** Notes an attempt of ours that counts towards the limit. */
  void attempted(Attempt attempt) {
    attempts++;
    firstAttempt = firstAttempt == null ? attempt.startedAt() : firstAttempt;
    lastAttempt = attempt.startedAt();
  }

  /** There was no call. */
  void release() {
    tell(ledger::release);
  }

  Answer waiting(Attempt attempt, Instant until, Cause because) {
    return tell(entry -> ledger.waiting(entry, attempt, until, because));
  }

  Answer deferred(Instant until) {
    return tell(entry -> ledger.deferred(entry, until));
  }

  Answer dying(@Nullable Attempt attempt, Death death) {
    return tell(
        entry ->
            attempt == null ? ledger.dying(entry, death) : ledger.dying(entry, attempt, death));
  }

  void dead(Death death) {
    tell(entry -> ledger.dead(entry, death));
  }

  /** Nothing undoes a success: the message may go whatever the ledger answers. */
  void delivered(Attempt attempt) {
    int tries = isCounted ? TRIES_FOR_DELIVERED : 1;
    for (int i = 1; i <= tries; i++) {
      try {
        held = ledger.delivered(held, attempt).entry();
        return;
      } catch (LedgerUnavailableException | LedgerRefusedException e) {
        if (i == tries) {
          missed(e);
        }
      }
    }
  }

  private Answer tell(Function<LedgerEntry, Written> write) {
    if (!isCounted) {
      return Answer.GO_ON;
    }
    try {
      Written written = write.apply(held);
      held = written.entry();
      if (!written.isFenced()) {
        return Answer.GO_ON;
      }
      return held.state() instanceof DeliveryState.Delivered ? Answer.DELIVERED : Answer.FENCED;
    } catch (LedgerUnavailableException | LedgerRefusedException e) {
      missed(e);
      return Answer.GO_ON;
    }
  }

  private void missed(RuntimeException e) {
    log.write(new PipelineEvent.LedgerUnavailable(key(), String.valueOf(e.getMessage())));
  }

  /** The death that a reason makes of this delivery. */
  Death death(DeadLetterReason reason, @Nullable Attempt last) {
    return new Death(
        deaths + 1,
        reason,
        last == null ? null : last.outcome().status(),
        last == null ? null : last.outcome().errorCode());
  }

  /** What travels with its dead letter. */
  DeathNotice notice(Death death) {
    return new DeathNotice(
        key(),
        DeathNotice.generationOf(message.attributes()),
        death.number(),
        death.reason(),
        death.status(),
        death.errorCode(),
        attempts,
        firstAttempt,
        lastAttempt);
  }
}
