package dev.everhook.embedded.ledger;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.LedgerContractOfClaims;
import dev.everhook.core.ledger.LedgerContractOfLateWriters;
import dev.everhook.core.ledger.LedgerContractOfRaces;
import dev.everhook.core.ledger.LedgerContractOfStores;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

final class H2LedgerStoreTest {
  @TempDir Path folder;

  @Nested
  class Stores extends LedgerContractOfStores {
    @Override
    protected LedgerStore open(InstantSource clock) throws IOException {
      return H2LedgerStore.open(folder, clock);
    }
  }

  @Nested
  class Claims extends LedgerContractOfClaims {
    @Override
    protected LedgerStore open(InstantSource clock) throws IOException {
      return H2LedgerStore.open(folder, clock);
    }
  }

  @Nested
  class LateWriters extends LedgerContractOfLateWriters {
    @Override
    protected LedgerStore open(InstantSource clock) throws IOException {
      return H2LedgerStore.open(folder, clock);
    }
  }

  @Nested
  class Races extends LedgerContractOfRaces {
    @Override
    protected LedgerStore open(InstantSource clock) throws IOException {
      return H2LedgerStore.open(folder, clock);
    }
  }

  @Nested
  class RacesOfTwo extends LedgerContractOfRaces {
    @Override
    protected LedgerStore open(InstantSource clock) throws IOException {
      return new TwoStores(
          H2LedgerStore.open(folder, clock),
          H2LedgerStore.open(folder, clock),
          new AtomicInteger());
    }
  }

  /** Two stores of one folder, in turn. */
  private record TwoStores(LedgerStore one, LedgerStore other, AtomicInteger calls)
      implements LedgerStore {
    private LedgerStore next() {
      return calls.incrementAndGet() % 2 == 0 ? one : other;
    }

    @Override
    public Optional<LedgerEntry> find(IdempotencyKey key) {
      return next().find(key);
    }

    @Override
    public Map<IdempotencyKey, LedgerEntry> findAll(Collection<IdempotencyKey> keys) {
      return next().findAll(keys);
    }

    @Override
    public Optional<LedgerEntry> write(LedgerEntry entry) {
      return next().write(entry);
    }

    @Override
    public List<LedgerEntry> recent(int most) {
      return next().recent(most);
    }

    @Override
    public List<LedgerEntry> overdue(Instant before, int most) {
      return next().overdue(before, most);
    }

    @Override
    public void close() {
      one.close();
      other.close();
    }
  }
}
