package dev.everhook.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The redrive function's answer to {@code list}. */
record Letters(long total, List<Letter> letters) {
  /** A dead letter; body and attributes only where they were asked for. */
  record Letter(
      String messageId,
      @Nullable String key,
      String reason,
      @Nullable Integer status,
      @Nullable String errorCode,
      @Nullable Integer death,
      @Nullable Integer generation,
      @Nullable Integer attempts,
      @Nullable Instant firstAttempt,
      @Nullable Instant lastAttempt,
      Instant sentAt,
      @Nullable String trigger,
      @Nullable String slot,
      @Nullable String requestId,
      @Nullable String requestedBy,
      @Nullable String body,
      Map<String, String> attributes) {}
}
