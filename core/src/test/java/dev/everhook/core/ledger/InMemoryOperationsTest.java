package dev.everhook.core.ledger;

import java.time.InstantSource;

class InMemoryOperationsTest extends LedgerContractOfOperations {
  @Override
  protected OperationStore open(InstantSource clock) {
    return new InMemoryOperations();
  }
}
