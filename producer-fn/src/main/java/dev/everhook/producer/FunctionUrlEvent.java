package dev.everhook.producer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.Json;
import dev.everhook.core.JsonField;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of the function's URL: an HTTP event of payload version 2.0, told from a direct invoke by
 * its {@code requestContext.http}, which no refresh has.
 *
 * @param method the HTTP method
 * @param body the request's body, decoded
 * @param caller the IAM identity that signed the call; null where there is none
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">the event</a>
 */
record FunctionUrlEvent(String method, String body, @Nullable String caller) {

  /** Reads the event; empty where it is something else. */
  static Optional<FunctionUrlEvent> read(String event) {
    Map<String, JsonField> fields = object(event);
    Map<String, JsonField> context = object(raw(fields, "requestContext"));
    Map<String, JsonField> http = object(raw(context, "http"));
    String method = text(http, "method");
    if (method == null) {
      return Optional.empty();
    }
    String body = text(fields, "body");
    boolean encoded = "true".equals(text(fields, "isBase64Encoded"));
    Map<String, JsonField> iam = object(raw(object(raw(context, "authorizer")), "iam"));
    return Optional.of(
        new FunctionUrlEvent(
            method, body == null ? "" : encoded ? decode(body) : body, text(iam, "userArn")));
  }

  /** A body that is not Base64 of UTF-8 reads as one that is not JSON, and is answered so. */
  private static String decode(String base64) {
    try {
      return Json.text(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException | InvalidRequestException e) {
      return "";
    }
  }

  private static Map<String, JsonField> object(String json) {
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? Json.fields(parser, json) : Map.of();
    } catch (IOException e) {
      return Map.of();
    }
  }

  private static String raw(Map<String, JsonField> fields, String name) {
    JsonField field = fields.get(name);
    return field == null ? "" : field.raw();
  }

  private static @Nullable String text(Map<String, JsonField> fields, String name) {
    JsonField field = fields.get(name);
    return field == null || field.isNull() ? null : field.text();
  }
}
