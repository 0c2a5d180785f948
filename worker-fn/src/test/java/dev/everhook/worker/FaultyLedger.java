package dev.everhook.worker;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.ForwardingLedgerStore;
import dev.everhook.core.ledger.InMemoryLedger;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerFaults.Call;
import dev.everhook.core.ledger.LedgerFaults.Fault;
import dev.everhook.core.ledger.LedgerUnavailableException;
import java.util.Optional;
import java.util.function.Predicate;

/** A ledger in memory that fails as a test says. */
final class FaultyLedger extends ForwardingLedgerStore {
  private final InMemoryLedger entries;
  private volatile Predicate<LedgerEntry> unwritable = entry -> false;
  private volatile Runnable afterWrite = () -> {};

  FaultyLedger() {
    this(new InMemoryLedger());
  }

  private FaultyLedger(InMemoryLedger entries) {
    super(entries);
    this.entries = entries;
  }

  /** Nothing is answered any more. */
  void fallSilent() {
    entries.faults().always(Fault.UNAVAILABLE);
  }

  /** Everything is refused. */
  void refuse() {
    entries.faults().always(Fault.REFUSED);
  }

  /** All is well again. */
  void mend() {
    entries.faults().mend();
    unwritable = entry -> false;
  }

  /** Writes of entries for which {@code which} holds are not answered, and not made. */
  void doNotWrite(Predicate<LedgerEntry> which) {
    unwritable = which;
  }

  /** Runs after each write that is made. */
  void afterWrite(Runnable action) {
    afterWrite = action;
  }

  /** What stands there, whatever fails. */
  Optional<LedgerEntry> current(IdempotencyKey key) {
    return entries.entries().stream().filter(entry -> entry.key().equals(key)).findFirst();
  }

  /** How often a call was made. */
  int calls(Call call) {
    return entries.calls(call);
  }

  @Override
  public Optional<LedgerEntry> write(LedgerEntry entry) {
    if (unwritable.test(entry)) {
      entries.find(entry.key());
      throw new LedgerUnavailableException(
          "write to", "no answer", new IllegalStateException("no answer"));
    }
    Optional<LedgerEntry> other = super.write(entry);
    afterWrite.run();
    return other;
  }
}
