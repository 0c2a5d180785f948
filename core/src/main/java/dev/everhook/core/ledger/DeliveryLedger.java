package dev.everhook.core.ledger;

import dev.everhook.core.Attempt;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The store of deliveries: who may attempt one, and what came of it. Safe for use by many threads.
 *
 * <p>Every write carries the revision that it saw, so that of two workers one is refused; a write
 * that was made and whose answer was lost recognises itself. Every method throws what {@link
 * LedgerStore} throws.
 */
public final class DeliveryLedger {
  /** How long a worker waits for the ledger before it goes on without. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Each refusal means that somebody else went on, so a few are many. */
  private static final int TRIES = 10;

  private static final Duration AFTER_CONTENTION = Duration.ofSeconds(1);

  private final LedgerStore store;
  private final InstantSource clock;
  private final Supplier<String> claimIds;

  /**
   * @param store keeps the entries
   * @param clock tells the time
   * @param claimIds makes a name for each claim that nobody made before
   */
  public DeliveryLedger(LedgerStore store, InstantSource clock, Supplier<String> claimIds) {
    this.store = store;
    this.clock = clock;
    this.claimIds = claimIds;
  }

  /**
   * What a message says of its delivery.
   *
   * @param key names the delivery
   * @param origin where it comes from, for the record
   * @param death the death that the message carries; 0 for none
   * @param seenBefore whether the ledger is likely to know it: a hint that saves a write
   * @param mayWait whether the message can still wait for a delivery that is not due
   */
  public record Message(
      IdempotencyKey key, Origin origin, int death, boolean seenBefore, boolean mayWait) {}

  /** The entry of a delivery of which only its message is known. */
  public LedgerEntry unseen(Message message) {
    return LedgerEntry.unknown(message.key(), message.origin(), message.death(), now());
  }

  /**
   * Claims a delivery, as {@link ClaimTable} says.
   *
   * @param lease how long the right to attempt it lasts
   */
  public Claim claim(Message message, Duration lease) {
    String claimId = claimIds.get();
    Optional<LedgerEntry> known =
        message.seenBefore() ? store.find(message.key()) : Optional.empty();
    for (int i = 0; i < TRIES; i++) {
      Instant now = now();
      LedgerEntry seen =
          known.orElseGet(
              () -> LedgerEntry.unknown(message.key(), message.origin(), message.death(), now));
      switch (ClaimTable.decide(seen, message.death(), message.mayWait(), now)) {
        case ClaimDecision.NotDue(var until) -> {
          return new Claim.NotDue(until);
        }
        case ClaimDecision.Leased(var until) -> {
          return isOurs(seen, claimId) ? new Claim.Granted(seen) : new Claim.Leased(until);
        }
        case ClaimDecision.Duplicate() -> {
          return new Claim.Duplicate(seen.state());
        }
        case ClaimDecision.FinishDeath(var death) -> {
          return new Claim.Dying(seen, death);
        }
        case ClaimDecision.Take take -> {
          LedgerEntry next =
              taken(seen, take, message.death(), now)
                  .claimed(claimId, now, millisUp(now.plus(lease)))
                  .writtenOver(seen.revision(), now);
          known = store.write(next);
          if (known.isEmpty()) {
            return new Claim.Granted(next);
          }
        }
      }
    }
    return new Claim.Leased(now().plus(AFTER_CONTENTION));
  }

  private static LedgerEntry taken(
      LedgerEntry seen, ClaimDecision.Take take, int death, Instant now) {
    LedgerEntry known = take.loses() ? seen.lost() : seen;
    return take.opensRound() ? known.redriven(death, now) : known;
  }

  /** The answer to a write was lost, and the write came again and found itself. */
  private static boolean isOurs(LedgerEntry entry, String claimId) {
    return entry.state() instanceof DeliveryState.InFlight(var holder, _, _)
        && holder.equals(claimId);
  }

  /** Gives the lease back: there was no call. */
  public Written release(LedgerEntry held) {
    return write(held, LedgerEntry::released);
  }

  /** Records an attempt after which another follows. */
  public Written waiting(
      LedgerEntry held, Attempt attempt, Instant until, DeliveryState.Cause because) {
    return write(held, entry -> recorded(entry, held, attempt).waiting(millisUp(until), because));
  }

  /** Records that there was no call, and that one follows. */
  public Written deferred(LedgerEntry held, Instant until) {
    return write(
        held, entry -> entry.deferred().waiting(millisUp(until), DeliveryState.Cause.DEFERRED));
  }

  /**
   * Records that the webhook did it. Taken from any holder, whatever became of the delivery
   * meanwhile: a late success is a success, and is never undone.
   *
   * @return never fenced
   * @throws LedgerUnavailableException also if others write without end
   */
  public Written delivered(LedgerEntry held, Attempt attempt) {
    LedgerEntry seen = held;
    for (int i = 0; i < TRIES; i++) {
      if (seen.state() instanceof DeliveryState.Delivered && seen.isLast(attempt)) {
        return new Written(seen, false);
      }
      Instant now = now();
      LedgerEntry attempted = seen.attempted(attempt);
      boolean known = seen.state() instanceof DeliveryState.Delivered;
      Written written =
          written((known ? attempted : attempted.delivered(now)).writtenOver(seen.revision(), now));
      if (!written.isFenced()) {
        return written;
      }
      seen = written.entry();
    }
    throw new LedgerUnavailableException(
        "write to", "others write the same entry", new IllegalStateException(seen.state().word()));
  }

  /** Records an attempt that ends the delivery, and that its death follows. */
  public Written dying(LedgerEntry held, Attempt attempt, Death death) {
    return write(held, entry -> recorded(entry, held, attempt).dying(death));
  }

  /** Records that the delivery ends without a further call, and that its death follows. */
  public Written dying(LedgerEntry held, Death death) {
    return write(held, entry -> entry.dying(death));
  }

  /** Records that the dead letter lies in its queue. */
  public Written dead(LedgerEntry dying, Death death) {
    return write(dying, entry -> entry.dead(death));
  }

  /**
   * Records a death that no worker could: the queue itself gave the message up, or the worker died
   * over it. Whoever held the delivery is fenced off, but for a success.
   *
   * @param seen the delivery, with no lease that runs
   */
  public Written crashed(LedgerEntry seen) {
    Death death =
        seen.state() instanceof DeliveryState.Dying(var begun)
            ? begun
            : new Death(seen.deaths() + 1, DeadLetterReason.CRASHED, null, null);
    return written(seen.dead(death).writtenOver(seen.revision(), now()));
  }

  /** Takes the time that a first write takes beyond any other; see {@link LedgerStore#prime}. */
  public void prime() {
    store.prime();
  }

  /** What is known of a delivery. */
  public Optional<LedgerEntry> find(IdempotencyKey key) {
    return store.find(key);
  }

  /** What is known of many deliveries; one that is not known is left out. */
  public Map<IdempotencyKey, LedgerEntry> findAll(Collection<IdempotencyKey> keys) {
    return store.findAll(keys);
  }

  /** The deliveries that changed last, the latest first. */
  public List<LedgerEntry> recent(int most) {
    return store.recent(most);
  }

  /** Unfinished deliveries that were due before an instant, in no order. */
  public List<LedgerEntry> overdue(Instant before, int most) {
    return store.overdue(before, most);
  }

  /** What stands there may be a write of ours whose answer was lost: the token tells. */
  private Written write(LedgerEntry held, UnaryOperator<LedgerEntry> change) {
    LedgerEntry seen = held;
    for (int i = 0; i < TRIES; i++) {
      Written written = written(change.apply(seen).writtenOver(seen.revision(), now()));
      if (!written.isFenced() || !isHeldBy(written.entry(), held)) {
        return written;
      }
      seen = written.entry();
    }
    return new Written(seen, true);
  }

  /** A write whose answer was lost has it already. */
  private static LedgerEntry recorded(LedgerEntry entry, LedgerEntry held, Attempt attempt) {
    return entry.revision() > held.revision() && entry.isLast(attempt)
        ? entry
        : entry.attempted(attempt);
  }

  private static boolean isHeldBy(LedgerEntry entry, LedgerEntry held) {
    return entry.token() == held.token() && !entry.state().isFinished();
  }

  /** A write whose answer was lost comes again, and finds itself. */
  private Written written(LedgerEntry next) {
    return store
        .write(next)
        .filter(other -> !other.equals(next))
        .map(other -> new Written(other, true))
        .orElseGet(() -> new Written(next, false));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Never earlier than was asked. */
  private static Instant millisUp(Instant instant) {
    Instant down = instant.truncatedTo(ChronoUnit.MILLIS);
    return down.equals(instant) ? down : down.plusMillis(1);
  }
}
