package dev.everhook.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the functions answer, as far as the command reads it. Fields that it does not know are
 * ignored.
 */
final class Answers {
  static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Answers() {}

  /** The enqueue function's answer. */
  record Enqueue(List<Accepted> accepted, List<Known> known, List<Refused> errors) {}

  /** A refresh that is on the queue. */
  record Accepted(int index, String requestId, String key, String messageId) {}

  /** A refresh whose delivery is over already; nothing was sent. */
  record Known(int index, String requestId, String key, String state) {}

  /** A refresh that is not, or the whole call where there is no index. */
  record Refused(@Nullable Integer index, String field, String problem) {}

  /** The redrive function's answer to {@code list}. */
  record Letters(long total, List<Letter> letters) {}

  /** A dead letter. */
  record Letter(
      String messageId,
      @Nullable String key,
      String reason,
      @Nullable Integer status,
      @Nullable String errorCode,
      int attempts,
      @Nullable String lastAttempt,
      String sentAt,
      @Nullable String trigger,
      @Nullable String slot,
      @Nullable String requestId) {}

  /** The redrive function's answer to {@code redrive}. */
  record Redrive(
      int moved, int undeleted, int refused, int failed, long remaining, List<String> problems) {}

  static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JacksonException e) {
      throw new IllegalStateException("an answer that this command cannot read: " + json, e);
    }
  }
}
