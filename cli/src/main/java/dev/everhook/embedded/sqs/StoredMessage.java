package dev.everhook.embedded.sqs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it lies on disk.
 *
 * @param due when it could first be received, later than {@code sent} if it was sent with a delay
 * @param receipt of the last receive, so that whoever received it in the last run can delete it
 * @param waitsUntil until when it is deliberately hidden; the next receive ends the wait
 */
record StoredMessage(
    String id,
    String queue,
    String body,
    List<StoredAttribute> attributes,
    Instant sent,
    Instant due,
    @Nullable String receipt,
    @Nullable Instant firstReceived,
    int receiveCount,
    @Nullable String groupId,
    @Nullable String traceId,
    @Nullable String deadLetterSource,
    @Nullable Instant waitsUntil) {

  /** SQS allows no longer delay; what is due later was moved here while it was in flight. */
  private static final Duration MAX_DELAY = Duration.ofMinutes(15);

  /**
   * When it can be received in a run that starts at {@code start}. What was in flight is visible at
   * once, since whoever held it died with the last run; a wait and a delay are kept. What was
   * visible keeps its place in the order of receives.
   */
  Instant visibleFrom(Instant start) {
    if (waitsUntil != null && waitsUntil.isAfter(start)) {
      return waitsUntil;
    }
    boolean delayed = receiveCount == 0 && !due.isAfter(sent.plus(MAX_DELAY));
    return delayed || due.isBefore(start) ? due : start;
  }
}
