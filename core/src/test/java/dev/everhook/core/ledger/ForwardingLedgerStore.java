package dev.everhook.core.ledger;

import dev.everhook.core.IdempotencyKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store that hands everything on to another; a test overrides what it wants to be different. */
public class ForwardingLedgerStore implements LedgerStore {
  private final LedgerStore store;

  /**
   * @param store does the work; closed with this one
   */
  public ForwardingLedgerStore(LedgerStore store) {
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
  public void prime() {
    store.prime();
  }

  @Override
  public void close() {
    store.close();
  }
}
