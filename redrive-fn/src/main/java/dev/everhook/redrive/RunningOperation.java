package dev.everhook.redrive;

import dev.everhook.core.Json;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.ledger.LedgerRefusedException;
import dev.everhook.core.ledger.LedgerUnavailableException;
import dev.everhook.core.ledger.OperationStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The record of an operation that runs: what it counts, and whether it is asked to stop. */
final class RunningOperation {
  private static final Duration BETWEEN_RECORDS = Duration.ofSeconds(1);

  private final @Nullable String id;
  private final Instant startedAt;
  private final Tally tally;
  private final OperationStore store;
  private final InstantSource clock;
  private Instant recorded;

  /**
   * @param id null where nothing is recorded
   * @param startedAt when it began; the first time, where it died since
   */
  RunningOperation(
      @Nullable String id,
      Instant startedAt,
      Tally tally,
      OperationStore store,
      InstantSource clock) {
    this.id = id;
    this.startedAt = startedAt;
    this.tally = tally;
    this.store = store;
    this.clock = clock;
    this.recorded = clock.instant();
  }

  Instant startedAt() {
    return startedAt;
  }

  Tally tally() {
    return tally;
  }

  /**
   * Records how far it is, once a second; to be called after each batch.
   *
   * @return whether somebody asked it to stop; not known for sure while the store does not answer
   */
  boolean isToStop() {
    if (id == null || !isTime()) {
      return false;
    }
    try {
      return store.progress(id, progress());
    } catch (LedgerUnavailableException | LedgerRefusedException e) {
      tally.problem(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private synchronized boolean isTime() {
    Instant now = clock.instant();
    if (now.isBefore(recorded.plus(BETWEEN_RECORDS))) {
      return false;
    }
    recorded = now;
    return true;
  }

  private String progress() {
    return Json.write(
        out -> {
          out.writeStartObject();
          for (Map.Entry<String, Long> count : tally.counts().entrySet()) {
            out.writeNumberField(count.getKey(), count.getValue());
          }
          out.writeEndObject();
        });
  }

  /** What the log says of the end of one. */
  static PipelineEvent.OperationEnded event(
      OperatorRequest request,
      @Nullable String id,
      String requestedBy,
      Tally tally,
      Operations.Ended ended) {
    return new PipelineEvent.OperationEnded(
        id,
        request.action(),
        requestedBy,
        RequestJson.write(request),
        tally.counts(),
        ended.oldestUnfinished(),
        ended.stopped() == null ? null : ended.stopped().toString(),
        tally.problems());
  }
}
