package dev.everhook.redrive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.everhook.core.Json;
import dev.everhook.core.JsonContent;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON that all answers share. A field without a value is left out. */
final class Answer {
  private static final int VERSION = 1;

  private Answer() {}

  /** An answer: its version, the action that it answers, and its own fields. */
  static String json(String action, JsonContent fields) {
    return Json.write(
        out -> {
          out.writeStartObject();
          out.writeNumberField("version", VERSION);
          out.writeStringField("action", action);
          fields.writeTo(out);
          out.writeEndObject();
        });
  }

  static void text(JsonGenerator out, String name, @Nullable Object value) throws IOException {
    if (value != null) {
      out.writeStringField(name, value.toString());
    }
  }

  static void number(JsonGenerator out, String name, @Nullable Number value) throws IOException {
    if (value != null) {
      out.writeNumberField(name, value.longValue());
    }
  }

  static void texts(JsonGenerator out, String name, Collection<String> values) throws IOException {
    out.writeArrayFieldStart(name);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }

  static void numbers(JsonGenerator out, Map<String, ? extends Number> values) throws IOException {
    for (Map.Entry<String, ? extends Number> value : values.entrySet()) {
      out.writeNumberField(value.getKey(), value.getValue().longValue());
    }
  }

  /** A value that is JSON already. */
  static void raw(JsonGenerator out, String name, @Nullable String json) throws IOException {
    if (json != null) {
      out.writeFieldName(name);
      out.writeRawValue(json);
    }
  }
}
