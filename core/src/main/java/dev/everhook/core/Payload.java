package dev.everhook.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What the webhook receives as its body: one JSON value, kept as the very text that the caller
 * wrote, so that numbers, key order and white space are the same in every attempt.
 *
 * @param json the text of one JSON value other than {@code null}; characters that SQS does not
 *     carry are written as their JSON escapes, which mean the same
 */
public record Payload(String json) {
  /**
   * The deepest nesting: what {@link Json#FACTORY} bears, less room for what a payload travels in.
   */
  public static final int MAX_NESTING = 500;

  /**
   * @throws InvalidRequestException if {@code json} is not exactly one JSON value, or is {@code
   *     null}, which stands for no payload
   */
  public Payload {
    Objects.requireNonNull(json, "json");
    String asWritten = requireOneValue(json);
    json = escapeForSqs(asWritten);
    if (!json.equals(asWritten)) {
      // The reader takes an unpaired surrogate in a field's name as it is, but not its escape.
      requireOneValue(json);
    }
  }

  /** The bytes of the request's body, in UTF-8. */
  public byte[] bytes() {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static String requireOneValue(String json) {
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      JsonToken first = parser.nextToken();
      if (first == null || first == JsonToken.VALUE_NULL) {
        throw new InvalidRequestException("payload", "must be a JSON value; leave it out for none");
      }
      skipValue(parser);
      if (parser.nextToken() != null) {
        throw new InvalidRequestException(
            "payload", "must be one JSON value, with nothing after it");
      }
      return json.strip();
    } catch (IOException e) {
      throw new InvalidRequestException("payload", "must be JSON: " + Json.problem(e));
    }
  }

  private static void skipValue(JsonParser parser) throws IOException {
    int depth = 0;
    do {
      JsonToken token = depth == 0 ? parser.currentToken() : parser.nextToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth > MAX_NESTING) {
        throw new InvalidRequestException(
            "payload", "must be nested at most %d deep".formatted(MAX_NESTING));
      }
    } while (depth > 0);
    parser.finishToken();
  }

  /**
   * JSON's structure is ASCII, so whatever SQS refuses stands inside a string, where an escape is
   * equal.
   */
  private static String escapeForSqs(String json) {
    if (json.codePoints().allMatch(Text::isAllowedInSqs)) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 16);
    json.codePoints()
        .forEach(
            codePoint -> {
              if (Text.isAllowedInSqs(codePoint)) {
                escaped.appendCodePoint(codePoint);
              } else {
                escaped.append("\\u%04x".formatted(codePoint));
              }
            });
    return escaped.toString();
  }
}
