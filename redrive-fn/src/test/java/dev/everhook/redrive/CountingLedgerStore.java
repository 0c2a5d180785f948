package dev.everhook.redrive;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerStore;
import dev.everhook.core.ledger.LedgerUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts look-ups of many deliveries, and answers the first few of them alone. */
final class CountingLedgerStore implements LedgerStore {
  private final LedgerStore store;
  private final AtomicInteger lookUps = new AtomicInteger();
  private int answered = Integer.MAX_VALUE;

  CountingLedgerStore(LedgerStore store) {
    this.store = store;
  }

  CountingLedgerStore failingAfter(int lookUpsAnswered) {
    answered = lookUpsAnswered;
    return this;
  }

  int lookUps() {
    return lookUps.get();
  }

  /** The same ports with this ledger. */
  Ports in(Ports ports, InstantSource clock) {
    return new Ports(
        ports.refreshQueue(),
        ports.deadLetters(),
        ports.schedulerDeadLetters(),
        new DeliveryLedger(this, clock, () -> "claim"),
        ports.operations(),
        ports.archives(),
        ports.oldestAge(),
        ports.schedule(),
        ports.settings(),
        ports.log(),
        ports.clock(),
        ports.sleeper());
  }

  @Override
  public Map<IdempotencyKey, LedgerEntry> findAll(Collection<IdempotencyKey> keys) {
    if (lookUps.incrementAndGet() > answered) {
      throw new LedgerUnavailableException(
          "read", "the ledger in memory says so", new IllegalStateException("no answer"));
    }
    return store.findAll(keys);
  }

  @Override
  public Optional<LedgerEntry> find(IdempotencyKey key) {
    return store.find(key);
  }

  @Override
  public Optional<LedgerEntry> write(LedgerEntry entry) {
    return store.write(entry);
  }

  @Override
  public List<LedgerEntry> recent(int most) {
    return store.recent(most);
  }

  @Override
  public List<LedgerEntry> overdue(Instant before, int most) {
    return store.overdue(before, most);
  }

  @Override
  public void close() {
    store.close();
  }
}
