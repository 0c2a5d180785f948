package dev.everhook.core.ledger;

import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

class InMemoryLedgerTest {
  @Nested
  class Stores extends LedgerContractOfStores {
    @Override
    protected LedgerStore open(InstantSource clock) {
      return new InMemoryLedger();
    }
  }

  @Nested
  class Claims extends LedgerContractOfClaims {
    @Override
    protected LedgerStore open(InstantSource clock) {
      return new InMemoryLedger();
    }
  }

  @Nested
  class LateWriters extends LedgerContractOfLateWriters {
    @Override
    protected LedgerStore open(InstantSource clock) {
      return new InMemoryLedger();
    }
  }

  @Nested
  class Races extends LedgerContractOfRaces {
    @Override
    protected LedgerStore open(InstantSource clock) {
      return new InMemoryLedger();
    }
  }
}
