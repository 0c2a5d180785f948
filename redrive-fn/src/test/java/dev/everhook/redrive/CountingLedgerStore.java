package dev.everhook.redrive;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.ForwardingLedgerStore;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerStore;
import dev.everhook.core.ledger.LedgerUnavailableException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts look-ups of many deliveries, and answers the first few of them alone. */
final class CountingLedgerStore extends ForwardingLedgerStore {
  private final AtomicInteger lookUps = new AtomicInteger();
  private int answered = Integer.MAX_VALUE;

  CountingLedgerStore(LedgerStore store) {
    super(store);
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
    return super.findAll(keys);
  }
}
