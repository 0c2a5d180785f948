package dev.everhook.embedded;

import dev.everhook.core.ledger.Operation;
import dev.everhook.core.ledger.OperationStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps no record of operations, until the run has a store for them. */
final class ForgetfulOperations implements OperationStore {
  @Override
  public Optional<Operation> begin(Operation operation, Instant now) {
    return Optional.empty();
  }

  @Override
  public boolean progress(String id, String progress) {
    return false;
  }

  @Override
  public boolean askToStop(String id) {
    return false;
  }

  @Override
  public void end(String id, Instant endedAt, String answer) {}

  @Override
  public Optional<Operation> find(String id) {
    return Optional.empty();
  }

  @Override
  public List<Operation> recentOperations(int most) {
    return List.of();
  }
}
