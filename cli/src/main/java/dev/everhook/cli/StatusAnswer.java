package dev.everhook.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The redrive function's answer to {@code status}. */
record StatusAnswer(
    Instant now,
    Map<String, Queue> queues,
    Attempts attempts,
    Overdue overdue,
    List<DeadLetterGroup> deadLetterGroups,
    long deadLettersRead,
    boolean deadLettersComplete,
    List<Delivery> scheduled,
    @Nullable ScheduleState schedule) {

  /** How full a queue is. */
  record Queue(long visible, long inFlight, long delayed, @Nullable Long oldestAgeSeconds) {}

  /** The attempts since an instant, by outcome. */
  record Attempts(@Nullable Instant since, boolean complete, Map<String, Long> byOutcome) {}

  /** Deliveries that should have been attempted long ago. */
  record Overdue(long count, @Nullable Instant oldest) {}

  /** The schedule, as it was deployed. */
  record ScheduleState(
      String arn,
      String expression,
      @Nullable String timezone,
      @Nullable Instant startDate,
      @Nullable String state,
      @Nullable Instant anchor,
      int flexibleWindowMinutes) {
    boolean isEnabled() {
      return state == null || state.equals("ENABLED");
    }
  }
}
