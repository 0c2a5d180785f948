package dev.everhook.core.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator did with dead letters, for the record. Instants are in whole milliseconds.
 *
 * @param id names it: an invoke that is repeated with the same id does not run twice
 * @param action what was asked for, such as {@code redrive}
 * @param requestedBy who asked: an IAM identity, or a user of this machine
 * @param request the whole request, as JSON
 * @param startedAt when it began
 * @param leaseEnd until when its function can be at it; after that it never ended, and may begin
 *     again
 * @param progress how far it is, as JSON
 * @param isStopAsked whether somebody asked it to stop
 * @param endedAt when it ended; null while it has not
 * @param answer what came of it, as JSON; null while it has not ended
 */
public record Operation(
    String id,
    String action,
    String requestedBy,
    String request,
    Instant startedAt,
    Instant leaseEnd,
    String progress,
    boolean isStopAsked,
    @Nullable Instant endedAt,
    @Nullable String answer) {

  /** An operation that begins. */
  public static Operation begun(
      String id, String action, String requestedBy, String request, Instant now, Instant leaseEnd) {
    return new Operation(
        id,
        action,
        requestedBy,
        request,
        Instant.ofEpochMilli(now.toEpochMilli()),
        Instant.ofEpochMilli(leaseEnd.toEpochMilli()),
        "{}",
        false,
        null,
        null);
  }

  /** Whether it has ended, or a function may be at it still. */
  public boolean isTaken(Instant now) {
    return endedAt != null || now.isBefore(leaseEnd);
  }
}
