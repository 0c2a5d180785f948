package dev.everhook.producer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an enqueue call came to.
 *
 * @param accepted the refreshes that are on the queue
 * @param known those whose request is delivered or dead already; nothing was sent for them
 * @param errors those that are not on the queue, and why
 */
record EnqueueAnswer(List<Accepted> accepted, List<Known> known, List<Refused> errors) {
  private static final int VERSION = 1;

  /** A refresh that is on the queue. */
  record Accepted(int index, String requestId, IdempotencyKey key, String messageId) {}

  /** A refresh whose delivery is over, and the word for its state. */
  record Known(int index, String requestId, IdempotencyKey key, String state) {}

  /**
   * A refresh that is not.
   *
   * @param index its place in the list; null where the call as a whole is wrong
   * @param field what is wrong: a field, {@code request} for the whole, or {@code queue} where the
   *     queue did not take it
   * @param byQueue whether it is the queue's fault, so that the same call may do later
   */
  record Refused(@Nullable Integer index, String field, String problem, boolean byQueue) {}

  EnqueueAnswer {
    accepted = List.copyOf(accepted);
    known = List.copyOf(known);
    errors = List.copyOf(errors);
  }

  /** The answer to a call that is wrong as a whole. */
  static EnqueueAnswer refused(String field, String problem) {
    return new EnqueueAnswer(
        List.of(), List.of(), List.of(new Refused(null, field, problem, false)));
  }

  /**
   * The status behind a function URL: 202 accepted, 200 for what is known already, 207 in part, 503
   * for the queue's fault, or 400.
   */
  int httpStatus() {
    if (errors.isEmpty()) {
      return accepted.isEmpty() ? 200 : 202;
    }
    if (!accepted.isEmpty() || !known.isEmpty()) {
      return 207;
    }
    return errors.stream().anyMatch(Refused::byQueue) ? 503 : 400;
  }

  String json() {
    return Json.write(
        out -> {
          out.writeStartObject();
          out.writeNumberField("version", VERSION);
          out.writeArrayFieldStart("accepted");
          for (Accepted one : accepted) {
            write(out, one);
          }
          out.writeEndArray();
          out.writeArrayFieldStart("known");
          for (Known one : known) {
            write(out, one);
          }
          out.writeEndArray();
          out.writeArrayFieldStart("errors");
          for (Refused one : errors) {
            write(out, one);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private static void write(JsonGenerator out, Accepted one) throws IOException {
    out.writeStartObject();
    out.writeNumberField("index", one.index);
    out.writeStringField("requestId", one.requestId);
    out.writeStringField("key", one.key.toString());
    out.writeStringField("messageId", one.messageId);
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Known one) throws IOException {
    out.writeStartObject();
    out.writeNumberField("index", one.index);
    out.writeStringField("requestId", one.requestId);
    out.writeStringField("key", one.key.toString());
    out.writeStringField("state", one.state);
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Refused one) throws IOException {
    out.writeStartObject();
    if (one.index != null) {
      out.writeNumberField("index", one.index);
    }
    out.writeStringField("field", one.field);
    out.writeStringField("problem", one.problem);
    out.writeEndObject();
  }
}
