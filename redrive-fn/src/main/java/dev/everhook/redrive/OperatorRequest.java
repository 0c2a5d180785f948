package dev.everhook.redrive;

import dev.everhook.core.IdempotencyKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator asks of the redrive function. Its JSON is read by {@link RequestReader}. */
sealed interface OperatorRequest {

  /** The word in {@code action}. */
  String action();

  /**
   * Names an operation and whoever asks for it.
   *
   * @param id an invoke that is repeated with the same id does not run twice
   * @param requestedBy who asks, for the record
   */
  record Asker(String id, String requestedBy) {}

  /** Shows dead letters, and changes nothing. */
  record Listing(Source source, Filter filter, int limit, boolean withBody)
      implements OperatorRequest {
    @Override
    public String action() {
      return "list";
    }
  }

  /** Says what a redrive would do, and changes nothing. */
  record Planning(Source source, Filter filter, int limit) implements OperatorRequest {
    @Override
    public String action() {
      return "plan";
    }
  }

  /**
   * Puts dead letters back on the refresh queue.
   *
   * @param deadBy letters that came into the queue after it stay; null for when the operation
   *     begins
   * @param ratePerSecond how many letters a second at the most; null for as fast as it goes
   * @param canary whether one letter is moved, whatever the limit
   * @param newGeneration whether each gets a new key
   */
  record Redriving(
      Source source,
      Filter filter,
      int limit,
      @Nullable Instant deadBy,
      @Nullable Integer ratePerSecond,
      boolean canary,
      boolean newGeneration,
      Asker asker)
      implements OperatorRequest {
    @Override
    public String action() {
      return "redrive";
    }

    /** The same for what is left of what was dead then. */
    Redriving rest(int newLimit, Instant begun) {
      return new Redriving(
          source, filter, newLimit, begun, ratePerSecond, false, newGeneration, asker);
    }
  }

  /**
   * Writes dead letters to the store of archives, and deletes them.
   *
   * @param deadBy as of a redrive
   */
  record Archiving(Source source, Filter filter, int limit, @Nullable Instant deadBy, Asker asker)
      implements OperatorRequest {
    @Override
    public String action() {
      return "archive";
    }

    /** The same for what is left of what was dead then. */
    Archiving rest(int newLimit, Instant begun) {
      return new Archiving(source, filter, newLimit, begun, asker);
    }
  }

  /**
   * Puts an archive back.
   *
   * @param toRefreshQueue whether on the refresh queue, and not on the dead-letter queue
   * @param fromPart the first part that is put back, from 1
   */
  record Restoring(String archive, boolean toRefreshQueue, int fromPart, Asker asker)
      implements OperatorRequest {
    @Override
    public String action() {
      return "restore";
    }

    /** The same from a part on. */
    Restoring rest(int part) {
      return new Restoring(archive, toRefreshQueue, part, asker);
    }
  }

  /**
   * Sends overdue deliveries again whose message is gone.
   *
   * @param operationId null where the sweep is not recorded, as when the schedule asks
   */
  record Sweeping(int limit, @Nullable String operationId, String requestedBy)
      implements OperatorRequest {
    @Override
    public String action() {
      return "sweep";
    }
  }

  /** Says how far an operation is, or what came of it. */
  record Asking(String operationId) implements OperatorRequest {
    @Override
    public String action() {
      return "operation";
    }
  }

  /** Asks a running operation to stop. */
  record Stopping(String operationId) implements OperatorRequest {
    @Override
    public String action() {
      return "stop";
    }
  }

  /** Shows the deliveries that changed last. */
  record Recent(int limit) implements OperatorRequest {
    @Override
    public String action() {
      return "deliveries";
    }
  }

  /** Shows deliveries by their keys. */
  record Named(List<IdempotencyKey> keys) implements OperatorRequest {
    @Override
    public String action() {
      return "deliveries";
    }
  }

  /** Shows where things stand. */
  record Status() implements OperatorRequest {
    @Override
    public String action() {
      return "status";
    }
  }
}
