package dev.everhook.simulation;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store that does what another does; a planted bug does some of it in its own way. */
class StoreWrapper implements LedgerStore {
  private final LedgerStore store;

  StoreWrapper(LedgerStore store) {
    this.store = store;
  }

  @Override
  public Optional<LedgerEntry> find(IdempotencyKey key) {
    return store.find(key);
  }

  @Override
  public Map<IdempotencyKey, LedgerEntry> findAll(Collection<IdempotencyKey> keys) {
    return store.findAll(keys);
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
