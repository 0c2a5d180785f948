package dev.everhook.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a refresh request: strict where it writes, lenient where it reads.
 *
 * <p>Version 1. Unknown fields are ignored, and an optional field that is {@code null} counts as
 * left out.
 */
public final class RefreshRequestJson {
  /** The largest message, in bytes of UTF-8: it fits every queue together with its attributes. */
  public static final int MAX_BYTES = 200 * 1024;

  private static final int VERSION = 1;

  private RefreshRequestJson() {}

  /**
   * Writes a request.
   *
   * @return a JSON object of at most {@link #MAX_BYTES} bytes, of characters that SQS carries
   * @throws InvalidRequestException if it would be larger, naming {@code payload}
   */
  public static String write(RefreshRequest request) {
    String json =
        Json.write(
            out -> {
              out.writeStartObject();
              out.writeNumberField("version", VERSION);
              out.writeStringField("trigger", request.trigger().toString());
              switch (request) {
                case RefreshRequest.Scheduled(String arn, Instant slot) -> {
                  out.writeStringField("scheduleArn", arn);
                  out.writeStringField("scheduledTime", slot.toString());
                }
                case RefreshRequest.Manual(
                        var id,
                        var by,
                        var reason,
                        var payload,
                        var notAfter) -> {
                  out.writeStringField("requestId", id);
                  out.writeStringField("requestedBy", by);
                  out.writeStringField("reason", reason);
                  if (notAfter != null) {
                    out.writeStringField("notAfter", notAfter.toString());
                  }
                  if (payload != null) {
                    out.writeFieldName("payload");
                    out.writeRawValue(payload.json());
                  }
                }
              }
              out.writeEndObject();
            });
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new InvalidRequestException(
          "payload",
          "makes the message %,d bytes long; at most %,d are allowed".formatted(bytes, MAX_BYTES));
    }
    return json;
  }

  /**
   * Reads a message's body.
   *
   * @throws InvalidRequestException if it is not a refresh request, saying which field is wrong;
   *     nothing else is ever thrown, whatever the text
   */
  public static RefreshRequest read(String body) {
    Map<String, JsonField> fields;
    try (JsonParser parser = Json.FACTORY.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidRequestException("request", "must be a JSON object");
      }
      fields = Json.fields(parser, body);
      if (parser.nextToken() != null) {
        throw new InvalidRequestException(
            "request", "must be one JSON object, with nothing after it");
      }
    } catch (IOException e) {
      throw new InvalidRequestException("request", "must be JSON: " + Json.problem(e));
    }
    return read(fields);
  }

  private static RefreshRequest read(Map<String, JsonField> fields) {
    if (required(fields, "version").integer() != VERSION) {
      throw new InvalidRequestException("version", "must be " + VERSION);
    }
    return switch (required(fields, "trigger").string()) {
      case "schedule" ->
          new RefreshRequest.Scheduled(
              required(fields, "scheduleArn").string(),
              required(fields, "scheduledTime").instant());
      case "manual" -> {
        JsonField payload = optional(fields, "payload");
        JsonField notAfter = optional(fields, "notAfter");
        yield new RefreshRequest.Manual(
            required(fields, "requestId").string(),
            required(fields, "requestedBy").string(),
            required(fields, "reason").string(),
            payload == null ? null : payload.payload(),
            notAfter == null ? null : notAfter.instant());
      }
      default -> throw new InvalidRequestException("trigger", "must be 'schedule' or 'manual'");
    };
  }

  private static JsonField required(Map<String, JsonField> fields, String name) {
    JsonField field = optional(fields, name);
    if (field == null) {
      throw new InvalidRequestException(name, "is missing");
    }
    return field;
  }

  private static @Nullable JsonField optional(Map<String, JsonField> fields, String name) {
    JsonField field = fields.get(name);
    return field == null || field.isNull() ? null : field;
  }
}
