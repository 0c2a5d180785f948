package dev.everhook.core.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.Json;
import dev.everhook.core.JsonField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attempts of an entry as JSON, as both stores keep them. */
public final class HistoryJson {
  private HistoryJson() {}

  /** Writes an array; a field without a value is left out. */
  public static String write(List<PastAttempt> history) {
    return Json.write(
        out -> {
          out.writeStartArray();
          for (PastAttempt attempt : history) {
            write(out, attempt);
          }
          out.writeEndArray();
        });
  }

  private static void write(JsonGenerator out, PastAttempt attempt) throws IOException {
    out.writeStartObject();
    out.writeNumberField("round", attempt.round());
    out.writeNumberField("number", attempt.number());
    out.writeStringField("startedAt", attempt.startedAt().toString());
    if (attempt.duration() != null) {
      out.writeNumberField("durationMillis", attempt.duration().toMillis());
    }
    out.writeStringField("outcome", attempt.outcome());
    if (attempt.status() != null) {
      out.writeNumberField("status", attempt.status());
    }
    if (attempt.errorCode() != null) {
      out.writeStringField("errorCode", attempt.errorCode());
    }
    if (attempt.excerpt() != null) {
      out.writeStringField("excerpt", attempt.excerpt());
    }
    out.writeEndObject();
  }

  /** Reads what {@link #write} wrote. */
  public static List<PastAttempt> read(String json) {
    List<PastAttempt> history = new ArrayList<>();
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IllegalStateException("the history in the ledger is no array");
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        history.add(attempt(Json.fields(parser, json)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return history;
  }

  private static PastAttempt attempt(Map<String, JsonField> fields) {
    JsonField duration = fields.get("durationMillis");
    JsonField status = fields.get("status");
    return new PastAttempt(
        required(fields, "round").integer(),
        required(fields, "number").integer(),
        Instant.parse(required(fields, "startedAt").string()),
        duration == null ? null : Duration.ofMillis(Long.parseLong(duration.raw())),
        required(fields, "outcome").string(),
        status == null ? null : (Integer) status.integer(),
        text(fields, "errorCode"),
        text(fields, "excerpt"));
  }

  private static JsonField required(Map<String, JsonField> fields, String name) {
    JsonField field = fields.get(name);
    if (field == null) {
      throw new IllegalStateException("an attempt in the ledger has no field " + name);
    }
    return field;
  }

  private static @Nullable String text(Map<String, JsonField> fields, String name) {
    JsonField field = fields.get(name);
    return field == null ? null : field.string();
  }
}
