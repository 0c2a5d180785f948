package dev.everhook.embedded.ledger;

import dev.everhook.core.ledger.Operation;
import dev.everhook.core.ledger.OperationStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Operations in the ledger's file, beside the deliveries. */
record H2OperationStore(LedgerCalls calls, OperationTable operations) implements OperationStore {

  /** One step even beside another store: whoever comes second finds the other's. */
  @Override
  public Optional<Operation> begin(Operation operation, Instant now) {
    return calls.call(
        "write to",
        () -> {
          operations.forget(now);
          if (operations.beginAgain(operation, now) || operations.insert(operation)) {
            return Optional.empty();
          }
          return Optional.of(
              operations
                  .find(operation.id())
                  .orElseThrow(
                      () -> new SQLException("the operation that was in the way is gone")));
        });
  }

  @Override
  public boolean progress(String id, String progress) {
    return calls.call(
        "write to",
        () ->
            operations.progress(id, progress)
                && operations.find(id).map(Operation::isStopAsked).orElse(false));
  }

  @Override
  public boolean askToStop(String id) {
    return calls.call("write to", () -> operations.askToStop(id));
  }

  @Override
  public void end(String id, Instant endedAt, String answer) {
    calls.call("write to", () -> operations.end(id, endedAt, answer));
  }

  @Override
  public Optional<Operation> find(String id) {
    return calls.call("read", () -> operations.find(id));
  }

  @Override
  public List<Operation> recentOperations(int most) {
    return calls.call("read", () -> operations.recent(most));
  }
}
