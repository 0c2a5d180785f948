package dev.everhook.simulation;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.DeliveryState.Delivered;
import dev.everhook.core.ledger.DeliveryState.InFlight;
import dev.everhook.core.ledger.ForwardingLedgerStore;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerStore;
import dev.everhook.core.ledger.Round;
import dev.everhook.simulation.Wiring.Function;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** Mistakes with the ledger. */
final class LedgerBugs {
  private LedgerBugs() {}

  private static Wiring of(Function whose, UnaryOperator<LedgerStore> bug) {
    return new Wiring() {
      @Override
      public LedgerStore ledger(LedgerStore store, Function of) {
        return of == whose ? bug.apply(store) : store;
      }
    };
  }

  /** Writes that find another entry than they saw are made all the same. */
  static Wiring noFencing() {
    return forcing(
        (there, entry) -> !(there.state() instanceof Delivered) && there.token() != entry.token());
  }

  /** A late failure takes the place of a success. */
  static Wiring undoesSuccess() {
    return forcing(
        (there, entry) ->
            there.state() instanceof Delivered && !(entry.state() instanceof Delivered));
  }

  private static Wiring forcing(BiPredicate<LedgerEntry, LedgerEntry> isForced) {
    return of(
        Function.WORKER,
        store ->
            new ForwardingLedgerStore(store) {
              @Override
              public Optional<LedgerEntry> write(LedgerEntry entry) {
                Optional<LedgerEntry> there = super.write(entry);
                return there.isPresent() && isForced.test(there.get(), entry)
                    ? super.write(
                        with(entry, there.get().revision() + 1, entry.round(), entry.state()))
                    : there;
              }
            });
  }

  /** An attempt is written without being counted. */
  static Wiring uncounted() {
    return of(
        Function.WORKER,
        store ->
            new ForwardingLedgerStore(store) {
              @Override
              public Optional<LedgerEntry> write(LedgerEntry entry) {
                return super.write(
                    entry.round().attempts() == 3
                        ? with(entry, entry.revision(), oneLess(entry.round()), entry.state())
                        : entry);
              }
            });
  }

  private static Round oneLess(Round round) {
    return new Round(
        round.number(),
        round.startedAt(),
        round.attempts() - 1,
        round.deferrals(),
        round.lost(),
        round.firstAttempt(),
        round.lastAttempt());
  }

  /** A lease that runs looks like one that is over. */
  static Wiring noLease() {
    return of(
        Function.WORKER,
        store ->
            new ForwardingLedgerStore(store) {
              @Override
              public Optional<LedgerEntry> write(LedgerEntry entry) {
                return super.write(entry).map(LedgerBugs::over);
              }

              @Override
              public Optional<LedgerEntry> find(IdempotencyKey key) {
                return super.find(key).map(LedgerBugs::over);
              }
            });
  }

  private static LedgerEntry over(LedgerEntry entry) {
    return entry.state() instanceof InFlight(String claim, Instant since, Instant _)
        ? with(entry, entry.revision(), entry.round(), new InFlight(claim, since, since))
        : entry;
  }

  /** A redrive takes every delivery that is not dead for one that was made. */
  static Wiring settlesTooMuch() {
    return of(
        Function.REDRIVE,
        store ->
            new ForwardingLedgerStore(store) {
              @Override
              public Map<IdempotencyKey, LedgerEntry> findAll(Collection<IdempotencyKey> keys) {
                Map<IdempotencyKey, LedgerEntry> found = new LinkedHashMap<>(super.findAll(keys));
                found.replaceAll(
                    (_, entry) ->
                        !entry.state().isFinished()
                            ? with(
                                entry,
                                entry.revision(),
                                entry.round(),
                                new Delivered(entry.changedAt()))
                            : entry);
                return found;
              }
            });
  }

  private static LedgerEntry with(
      LedgerEntry entry, long revision, Round round, DeliveryState state) {
    return new LedgerEntry(
        entry.key(),
        entry.origin(),
        revision,
        entry.token(),
        entry.deaths(),
        round,
        state,
        entry.history(),
        entry.createdAt(),
        entry.changedAt());
  }
}
