package dev.everhook.redrive;

import dev.everhook.core.EventLog;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.JsonContent;
import dev.everhook.core.ledger.LedgerRefusedException;
import dev.everhook.core.ledger.LedgerUnavailableException;
import dev.everhook.core.ledger.Operation;
import dev.everhook.core.ledger.OperationStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs what operators ask for, each under its id: recorded before anything is touched and when it
 * has ended, so that an invoke that is repeated does nothing twice.
 */
final class Operations {
  private final OperationStore store;
  private final EventLog log;
  private final InstantSource clock;

  Operations(OperationStore store, EventLog log, InstantSource clock) {
    this.store = store;
    this.log = log;
    this.clock = clock;
  }

  /**
   * How an operation ended.
   *
   * @param stopped why; null for one that ends of itself
   * @param oldestUnfinished for how long the oldest unfinished delivery has been asked for; null
   *     for what does not look
   * @param fields what its answer has besides counts and problems
   * @param resume what to ask for the rest; null for nothing
   */
  record Ended(
      @Nullable Stop stopped,
      @Nullable Duration oldestUnfinished,
      JsonContent fields,
      @Nullable OperatorRequest resume) {

    Ended(@Nullable Stop stopped, JsonContent fields, @Nullable OperatorRequest resume) {
      this(stopped, null, fields, resume);
    }
  }

  /**
   * Runs an operation.
   *
   * @param id its id; null where it is not recorded
   * @param work counts in the tally of what it is given
   * @return its answer; of one that ended before, the answer that was given then
   * @throws InvalidRequestException if it runs already, or its id is that of another request
   */
  String run(
      OperatorRequest request,
      @Nullable String id,
      String requestedBy,
      Deadline deadline,
      Tally tally,
      Function<RunningOperation, Ended> work) {
    Instant startedAt = startedAt(id);
    if (id != null) {
      Optional<String> given = begin(request, id, requestedBy, startedAt, deadline);
      if (given.isPresent()) {
        return given.get();
      }
    }
    Ended ended = ended(new RunningOperation(id, startedAt, tally, store, clock), id, work);
    String answer = answer(request, id, tally, ended);
    if (id != null && !isRecorded(id, answer, tally)) {
      answer = answer(request, id, tally, ended);
    }
    log.write(RunningOperation.event(request, id, requestedBy, tally, ended));
    return answer;
  }

  /** One that is on record always answers, since what it did would be unknown otherwise. */
  private static Ended ended(
      RunningOperation operation, @Nullable String id, Function<RunningOperation, Ended> work) {
    try {
      return work.apply(operation);
    } catch (RuntimeException e) {
      if (id == null) {
        throw e;
      }
      operation.tally().problem("it broke off: " + e);
      return new Ended(Stop.FAILING, _ -> {}, null);
    }
  }

  /** When an operation began: one that died began the first time. */
  private Instant startedAt(@Nullable String id) {
    Optional<Operation> known = id == null ? Optional.empty() : store.find(id);
    return known
        .filter(operation -> operation.endedAt() == null)
        .map(Operation::startedAt)
        .orElseGet(clock::instant);
  }

  private Optional<String> begin(
      OperatorRequest request,
      String id,
      String requestedBy,
      Instant startedAt,
      Deadline deadline) {
    Operation begun =
        Operation.begun(
            id,
            request.action(),
            requestedBy,
            RequestJson.write(request),
            startedAt,
            deadline.functionEnd());
    Optional<Operation> other = store.begin(begun, clock.instant());
    if (other.isEmpty()) {
      return Optional.empty();
    }
    Operation known = other.get();
    if (!known.request().equals(begun.request())) {
      throw new InvalidRequestException(
          "operationId", "is that of another request: take a new one");
    }
    if (known.answer() == null) {
      throw new InvalidRequestException(
          "operationId", "that operation runs until " + known.leaseEnd() + " at the latest");
    }
    return Optional.of(repeated(known.answer()));
  }

  private static String repeated(String answer) {
    return answer.substring(0, answer.lastIndexOf('}')) + ",\"repeated\":true}";
  }

  private boolean isRecorded(String id, String answer, Tally tally) {
    try {
      store.end(id, clock.instant(), answer);
      return true;
    } catch (LedgerUnavailableException | LedgerRefusedException e) {
      tally.problem("the end of this operation is not on record: " + e.getMessage());
      return false;
    }
  }

  private static String answer(
      OperatorRequest request, @Nullable String id, Tally tally, Ended ended) {
    return Answer.json(
        request.action(),
        out -> {
          Answer.text(out, "operationId", id);
          Answer.numbers(out, tally.counts());
          if (ended.oldestUnfinished != null) {
            Answer.number(out, "oldestUnfinishedSeconds", ended.oldestUnfinished.toSeconds());
          }
          Answer.text(out, "stopped", ended.stopped);
          ended.fields.writeTo(out);
          if (ended.resume != null) {
            Answer.raw(out, "resume", RequestJson.write(ended.resume));
          }
          Answer.texts(out, "problems", tally.problems());
        });
  }
}
