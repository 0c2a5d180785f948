package dev.everhook.producer;

import dev.everhook.core.EventLog;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerRefusedException;
import dev.everhook.core.ledger.LedgerUnavailableException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks the ledger which deliveries are over, all at once. */
final class KnownDeliveries {
  private final DeliveryLedger ledger;
  private final EventLog log;

  KnownDeliveries(DeliveryLedger ledger, EventLog log) {
    this.ledger = ledger;
    this.log = log;
  }

  /**
   * Those of {@code keys} that are delivered or dead. Where the ledger does not answer a delivery
   * counts as unknown: the worker tells a duplicate, and a refresh is never lost for it.
   */
  Map<IdempotencyKey, DeliveryState> finished(Collection<IdempotencyKey> keys) {
    Map<IdempotencyKey, DeliveryState> finished = new LinkedHashMap<>();
    Map<IdempotencyKey, Future<Optional<LedgerEntry>>> answers = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (IdempotencyKey key : new LinkedHashSet<>(keys)) {
        answers.put(key, threads.submit(() -> ledger.find(key)));
      }
    }
    boolean missed = false;
    for (Map.Entry<IdempotencyKey, Future<Optional<LedgerEntry>>> answer : answers.entrySet()) {
      try {
        answer
            .getValue()
            .get()
            .map(LedgerEntry::state)
            .filter(DeliveryState::isFinished)
            .ifPresent(state -> finished.put(answer.getKey(), state));
      } catch (ExecutionException e) {
        if (!missed) {
          log.write(new PipelineEvent.LedgerUnavailable(answer.getKey(), problem(e)));
        }
        missed = true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return finished;
      }
    }
    return finished;
  }

  private static String problem(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof LedgerUnavailableException || cause instanceof LedgerRefusedException) {
      return String.valueOf(cause.getMessage());
    }
    throw new IllegalStateException(cause);
  }
}
