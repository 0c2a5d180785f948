package dev.everhook.redrive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.everhook.core.DeadLetter;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.Json;
import dev.everhook.core.RefreshRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as a list shows it: as JSON, so that its body need not be kept.
 *
 * @param json an object
 */
record ShownLetter(Instant sentAt, String messageId, String json) {

  /**
   * @param withBody whether body and attributes are shown too
   */
  static ShownLetter of(DeadLetter letter, boolean withBody) {
    return new ShownLetter(
        letter.message().sentAt(),
        letter.message().id(),
        Json.write(
            out -> {
              out.writeStartObject();
              write(out, letter);
              if (withBody) {
                out.writeStringField("body", letter.message().body());
                writeAttributes(out, letter.message().attributes());
              }
              out.writeEndObject();
            }));
  }

  private static void write(JsonGenerator out, DeadLetter letter) throws IOException {
    DeathNotice notice = letter.notice();
    Answer.text(out, "messageId", letter.message().id());
    Answer.text(out, "key", letter.key());
    Answer.text(out, "reason", notice.reason());
    Answer.number(out, "status", notice.status());
    Answer.text(out, "errorCode", notice.errorCode());
    out.writeNumberField("death", notice.death());
    out.writeNumberField("generation", notice.generation());
    out.writeNumberField("attempts", notice.attempts());
    Answer.text(out, "firstAttempt", notice.firstAttempt());
    Answer.text(out, "lastAttempt", notice.lastAttempt());
    Answer.text(out, "sentAt", letter.message().sentAt());
    writeRequest(out, letter.request());
  }

  private static void writeRequest(JsonGenerator out, @Nullable RefreshRequest request)
      throws IOException {
    switch (request) {
      case null -> {}
      case RefreshRequest.Scheduled scheduled -> {
        Answer.text(out, "trigger", scheduled.trigger());
        Answer.text(out, "slot", scheduled.scheduledTime());
      }
      case RefreshRequest.Manual manual -> {
        Answer.text(out, "trigger", manual.trigger());
        Answer.text(out, "requestId", manual.requestId());
        Answer.text(out, "requestedBy", manual.requestedBy());
      }
    }
  }

  private static void writeAttributes(JsonGenerator out, Map<String, String> attributes)
      throws IOException {
    out.writeObjectFieldStart("attributes");
    for (Map.Entry<String, String> attribute : new TreeMap<>(attributes).entrySet()) {
      out.writeStringField(attribute.getKey(), attribute.getValue());
    }
    out.writeEndObject();
  }
}
