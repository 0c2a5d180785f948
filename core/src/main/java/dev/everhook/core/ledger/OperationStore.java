package dev.everhook.core.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the record of what operators did. Safe for use by many threads and many processes; throws
 * what {@link LedgerStore} throws.
 */
public interface OperationStore {
  /** How long an operation is kept after it began: a year, and a month to look back at it. */
  Duration KEPT = Duration.ofDays(400);

  /**
   * Begins an operation, if there is none of its id, or one that never ended and is over.
   *
   * @param now whose lease is over by then has died
   * @return empty if it began; otherwise the operation that stands there
   */
  Optional<Operation> begin(Operation operation, Instant now);

  /**
   * Records how far an operation is; one that is unknown or has ended stays as it is.
   *
   * @param progress as JSON
   * @return whether somebody asked it to stop
   */
  boolean progress(String id, String progress);

  /**
   * Asks a running operation to stop.
   *
   * @return false if there is none of that id that has not ended
   */
  boolean askToStop(String id);

  /**
   * Records the end of an operation; one that is unknown or has ended stays as it is.
   *
   * @param answer what came of it, as JSON
   */
  void end(String id, Instant endedAt, String answer);

  /** What is known of an operation. */
  Optional<Operation> find(String id);

  /**
   * The operations that began last, the latest first.
   *
   * @param most how many at the most, from 1
   */
  List<Operation> recentOperations(int most);
}
