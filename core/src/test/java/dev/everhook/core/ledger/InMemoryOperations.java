package dev.everhook.core.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operations in memory that keep the port's contract. Safe for use by many threads. */
public final class InMemoryOperations implements OperationStore {
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  @Override
  public synchronized Optional<Operation> begin(Operation operation, Instant now) {
    Operation there = operations.get(operation.id());
    if (there != null && there.isTaken(now)) {
      return Optional.of(there);
    }
    operations.put(operation.id(), operation);
    return Optional.empty();
  }

  @Override
  public synchronized boolean progress(String id, String progress) {
    Operation there = operations.get(id);
    if (there == null || there.endedAt() != null) {
      return false;
    }
    operations.put(id, with(there, progress, there.isStopAsked(), null, null));
    return there.isStopAsked();
  }

  @Override
  public synchronized boolean askToStop(String id) {
    Operation there = operations.get(id);
    if (there == null || there.endedAt() != null) {
      return false;
    }
    operations.put(id, with(there, there.progress(), true, null, null));
    return true;
  }

  @Override
  public synchronized void end(String id, Instant endedAt, String answer) {
    operations.computeIfPresent(
        id,
        (key, there) ->
            there.endedAt() != null
                ? there
                : with(there, there.progress(), there.isStopAsked(), endedAt, answer));
  }

  private static Operation with(
      Operation there,
      String progress,
      boolean isStopAsked,
      @Nullable Instant endedAt,
      @Nullable String answer) {
    return new Operation(
        there.id(),
        there.action(),
        there.requestedBy(),
        there.request(),
        there.startedAt(),
        there.leaseEnd(),
        progress,
        isStopAsked,
        endedAt,
        answer);
  }

  @Override
  public synchronized Optional<Operation> find(String id) {
    return Optional.ofNullable(operations.get(id));
  }

  @Override
  public synchronized List<Operation> recentOperations(int most) {
    return operations.values().stream()
        .sorted(Comparator.comparing(Operation::startedAt).reversed())
        .limit(most)
        .toList();
  }
}
