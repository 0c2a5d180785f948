package dev.everhook.core.ledger;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.LedgerFaults.Call;
import dev.everhook.core.ledger.LedgerFaults.Fault;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A ledger in memory that keeps the port's contract. Safe for use by many threads. */
public final class InMemoryLedger implements LedgerStore {
  private static final String SAYS = "the ledger in memory says so";

  private final LedgerFaults faults = new LedgerFaults();
  private final Map<IdempotencyKey, LedgerEntry> entries = new LinkedHashMap<>();
  private final Map<Call, Integer> calls = new EnumMap<>(Call.class);

  /** What goes wrong with this ledger. */
  public LedgerFaults faults() {
    return faults;
  }

  /** All entries, in the order in which they were first written. */
  public synchronized List<LedgerEntry> entries() {
    return List.copyOf(entries.values());
  }

  /** Forgets a delivery, as when its entry expired. */
  public synchronized void remove(IdempotencyKey key) {
    entries.remove(key);
  }

  /** How often a call was made, failed ones included. */
  public synchronized int calls(Call call) {
    return calls.getOrDefault(call, 0);
  }

  @Override
  public synchronized Optional<LedgerEntry> find(IdempotencyKey key) {
    return answer(Call.FIND, "read", () -> Optional.ofNullable(entries.get(key)));
  }

  @Override
  public synchronized Optional<LedgerEntry> write(LedgerEntry entry) {
    return answer(Call.WRITE, "write to", () -> put(entry));
  }

  private Optional<LedgerEntry> put(LedgerEntry entry) {
    LedgerEntry there = entries.get(entry.key());
    if (there != null && there.revision() != entry.revision() - 1) {
      return Optional.of(there);
    }
    entries.put(entry.key(), entry);
    return faults.strikes(Fault.MADE_TWICE, Call.WRITE) ? Optional.of(entry) : Optional.empty();
  }

  @Override
  public synchronized List<LedgerEntry> recent(int most) {
    return answer(
        Call.RECENT,
        "read",
        () ->
            entries.values().stream()
                .sorted(Comparator.comparing(LedgerEntry::changedAt).reversed())
                .limit(most)
                .toList());
  }

  @Override
  public synchronized List<LedgerEntry> overdue(Instant before, int most) {
    return answer(
        Call.OVERDUE,
        "read",
        () -> entries.values().stream().filter(entry -> isDue(entry, before)).limit(most).toList());
  }

  private static boolean isDue(LedgerEntry entry, Instant before) {
    Instant due = entry.dueAt();
    return due != null && due.isBefore(before);
  }

  private <T> T answer(Call call, String attempted, Supplier<T> work) {
    calls.merge(call, 1, Integer::sum);
    if (faults.strikes(Fault.REFUSED, call)) {
      throw new LedgerRefusedException(attempted, SAYS, new IllegalStateException("refused"));
    }
    if (faults.strikes(Fault.UNAVAILABLE, call)) {
      throw unavailable(attempted);
    }
    boolean lost = faults.strikes(Fault.ANSWER_LOST, call);
    T answer = work.get();
    if (lost) {
      throw unavailable(attempted);
    }
    return answer;
  }

  private static LedgerUnavailableException unavailable(String attempted) {
    return new LedgerUnavailableException(attempted, SAYS, new IllegalStateException("no answer"));
  }

  @Override
  public void close() {}
}
