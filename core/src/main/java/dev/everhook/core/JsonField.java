package dev.everhook.core;

import com.fasterxml.jackson.core.JsonToken;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One field of a JSON object, as it was written. Each accessor throws {@link
 * InvalidRequestException}, which names the field and what it takes, where the value is of another
 * kind.
 *
 * @param name the field's name
 * @param token what kind of value it is
 * @param raw the value's own text
 * @param text the value of a scalar, or null
 */
public record JsonField(String name, JsonToken token, String raw, @Nullable String text) {

  /** Whether the value is {@code null}, which counts as left out. */
  public boolean isNull() {
    return token == JsonToken.VALUE_NULL;
  }

  /** The value of a string. */
  public String string() {
    if (token != JsonToken.VALUE_STRING || text == null) {
      throw new InvalidRequestException(name, "must be a string");
    }
    return text;
  }

  /** The value of an integer of 32 bits. */
  public int integer() {
    if (token == JsonToken.VALUE_NUMBER_INT && text != null) {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        // Out of range: said below, as for any other value that is no integer.
      }
    }
    throw new InvalidRequestException(name, "must be an integer");
  }

  /** The value of an instant in ISO 8601. */
  public Instant instant() {
    try {
      return Instant.parse(string());
    } catch (DateTimeException e) {
      throw new InvalidRequestException(
          name, "must be an instant as in ISO 8601, such as 2026-01-31T12:00:00Z");
    }
  }

  /** The value as a payload, whatever its kind. */
  public Payload payload() {
    return new Payload(raw);
  }
}
