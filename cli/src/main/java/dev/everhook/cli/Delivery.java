package dev.everhook.cli;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery, as the ledger has it.
 *
 * @param body only where it was asked for by its key
 * @param history its attempts, the first one first; empty where they were not asked for
 */
record Delivery(
    String key,
    String state,
    String trigger,
    @Nullable Instant slot,
    int generation,
    @Nullable String requestId,
    @Nullable String requestedBy,
    @Nullable String reason,
    int round,
    int attempts,
    int deferrals,
    int lost,
    int deaths,
    Instant createdAt,
    Instant changedAt,
    @Nullable Instant dueAt,
    @Nullable Instant waitingUntil,
    @Nullable String waitingAfter,
    @Nullable Instant leaseEnd,
    @Nullable Instant deliveredAt,
    @Nullable Death death,
    @Nullable String body,
    List<PastAttempt> history) {

  /** Why it is in the dead-letter queue. */
  record Death(int number, String reason, @Nullable Integer status, @Nullable String errorCode) {}

  /** An attempt. */
  record PastAttempt(
      int round,
      int number,
      Instant startedAt,
      @Nullable Long durationMillis,
      String outcome,
      @Nullable Integer status,
      @Nullable String errorCode,
      @Nullable String excerpt) {}

  /** The redrive function's answer to {@code deliveries}. */
  record Page(List<Delivery> deliveries) {}

  /** What it is for: its slot, or the id of its request. */
  String subject() {
    if (slot != null) {
      return slot.toString();
    }
    return requestId == null ? "-" : requestId;
  }
}
