package dev.everhook.redrive;

import dev.everhook.core.ledger.Operation;
import dev.everhook.core.ledger.OperationStore;
import java.time.InstantSource;
import java.util.Optional;

/** What is on record of an operation, and the wish that it stops. */
final class OperationAnswers {
  private final OperationStore store;
  private final InstantSource clock;

  OperationAnswers(OperationStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  String operation(String id) {
    Optional<Operation> found = store.find(id);
    return Answer.json(
        "operation",
        out -> {
          Answer.text(out, "operationId", id);
          Answer.text(out, "state", found.map(this::state).orElse("unknown"));
          if (found.isPresent()) {
            Operation operation = found.get();
            Answer.text(out, "requestAction", operation.action());
            Answer.text(out, "requestedBy", operation.requestedBy());
            Answer.text(out, "startedAt", operation.startedAt());
            Answer.text(out, "endedAt", operation.endedAt());
            Answer.raw(out, "request", operation.request());
            Answer.raw(out, "progress", operation.progress());
            Answer.raw(out, "answer", operation.answer());
          }
        });
  }

  private String state(Operation operation) {
    if (operation.endedAt() != null) {
      return "ended";
    }
    return clock.instant().isBefore(operation.leaseEnd()) ? "running" : "died";
  }

  String stop(String id) {
    boolean asked = store.askToStop(id);
    return Answer.json(
        "stop",
        out -> {
          Answer.text(out, "operationId", id);
          out.writeBooleanField("asked", asked);
        });
  }
}
