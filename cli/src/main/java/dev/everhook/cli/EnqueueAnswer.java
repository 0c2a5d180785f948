package dev.everhook.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The enqueue function's answer. */
record EnqueueAnswer(List<Accepted> accepted, List<Known> known, List<Refused> errors) {
  /** A refresh that is on the queue. */
  record Accepted(int index, String requestId, String key, String messageId) {}

  /** A refresh whose delivery is over already; nothing was sent. */
  record Known(int index, String requestId, String key, String state) {}

  /** A refresh that is not, or the whole call where there is no index. */
  record Refused(@Nullable Integer index, String field, String problem) {
    /** Whether the queue did not take it, so that the same refresh may do later. */
    boolean byQueue() {
      return field.equals("queue");
    }
  }
}
