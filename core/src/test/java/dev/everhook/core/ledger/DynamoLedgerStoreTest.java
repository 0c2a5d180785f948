package dev.everhook.core.ledger;

import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

class DynamoLedgerStoreTest {
  /** For tests that keep to deliveries of their own. */
  private static final String SHARED_TABLE = LocalDynamo.newTable();

  @Nested
  class Stores extends LedgerContractOfStores {
    @Override
    protected LedgerStore open(InstantSource clock) {
      return LocalDynamo.store(LocalDynamo.newTable());
    }
  }

  @Nested
  class Claims extends LedgerContractOfClaims {
    @Override
    protected LedgerStore open(InstantSource clock) {
      return LocalDynamo.store(SHARED_TABLE);
    }
  }

  @Nested
  class LateWriters extends LedgerContractOfLateWriters {
    @Override
    protected LedgerStore open(InstantSource clock) {
      return LocalDynamo.store(SHARED_TABLE);
    }
  }

  @Nested
  class Races extends LedgerContractOfRaces {
    @Override
    protected LedgerStore open(InstantSource clock) {
      return LocalDynamo.store(SHARED_TABLE);
    }

    @Override
    protected int steps() {
      return 12;
    }
  }
}
