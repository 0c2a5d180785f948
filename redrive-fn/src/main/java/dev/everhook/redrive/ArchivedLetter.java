package dev.everhook.redrive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.DeadLetter;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.Json;
import dev.everhook.core.JsonField;
import dev.everhook.core.ReceivedMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A dead letter as a line of an archive: {@code
 * {"version":1,"messageId","sentAt","body","attributes":{}}}, with {@code "source":"scheduler"} or
 * {@code "movedByQueue":true} where they say how to put it back.
 */
final class ArchivedLetter {
  private static final int VERSION = 1;

  private ArchivedLetter() {}

  /** Writes the line, without a line break. */
  static String write(Source source, ReceivedMessage message) {
    return Json.write(
        out -> {
          out.writeStartObject();
          out.writeNumberField("version", VERSION);
          Answer.text(out, "messageId", message.id());
          Answer.text(out, "sentAt", message.sentAt());
          if (source != Source.DEAD_LETTERS) {
            Answer.text(out, "source", source);
          }
          if (message.movedByQueue()) {
            out.writeBooleanField("movedByQueue", true);
          }
          Answer.text(out, "body", message.body());
          out.writeObjectFieldStart("attributes");
          for (Map.Entry<String, String> attribute :
              new TreeMap<>(message.attributes()).entrySet()) {
            out.writeStringField(attribute.getKey(), attribute.getValue());
          }
          out.writeEndObject();
          out.writeEndObject();
        });
  }

  /**
   * Reads a line.
   *
   * @throws InvalidRequestException if it is none
   */
  static DeadLetter read(String line) {
    Map<String, JsonField> fields = fields(line);
    if (required(fields, "version").integer() != VERSION) {
      throw new InvalidRequestException("version", "must be " + VERSION);
    }
    Instant sentAt = required(fields, "sentAt").instant();
    JsonField source = fields.get("source");
    JsonField moved = fields.get("movedByQueue");
    Map<String, String> attributes = new LinkedHashMap<>();
    fields(required(fields, "attributes").raw())
        .forEach((name, field) -> attributes.put(name, field.string()));
    ReceivedMessage message =
        new ReceivedMessage(
            required(fields, "messageId").string(),
            "",
            required(fields, "body").string(),
            attributes,
            1,
            sentAt,
            sentAt,
            sentAt,
            moved != null && moved.token() == JsonToken.VALUE_TRUE);
    boolean ofScheduler = source != null && source.string().equals(Source.SCHEDULER.toString());
    return (ofScheduler ? Source.SCHEDULER : Source.DEAD_LETTERS).read(message);
  }

  private static Map<String, JsonField> fields(String json) {
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidRequestException("line", "must be a JSON object");
      }
      return Json.fields(parser, json);
    } catch (IOException e) {
      throw new InvalidRequestException("line", "must be JSON: " + Json.problem(e));
    }
  }

  private static JsonField required(Map<String, JsonField> fields, String name) {
    JsonField field = fields.get(name);
    if (field == null) {
      throw new InvalidRequestException(name, "is missing");
    }
    return field;
  }
}
