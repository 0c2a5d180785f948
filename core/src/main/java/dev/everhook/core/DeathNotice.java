package dev.everhook.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What travels with a dead letter in its message attributes: the diagnosis, and the number of the
 * death, by which the worker tells a redrive from a duplicate.
 *
 * @param key the delivery's key; null where the message is not a refresh request
 * @param generation 0, or higher where an operator asked for a new key
 * @param death 1 for the first death of this message, one more for each after a redrive
 * @param reason why it is dead
 * @param status the webhook's last status; null where there was none
 * @param errorCode a short stable word for the last failure; null where there was none
 * @param attempts the attempts made since it was last put on the refresh queue
 * @param firstAttempt when the first of these attempts began, as far as is known
 * @param lastAttempt when the last of these attempts began, as far as is known
 */
public record DeathNotice(
    @Nullable IdempotencyKey key,
    int generation,
    int death,
    DeadLetterReason reason,
    @Nullable Integer status,
    @Nullable String errorCode,
    int attempts,
    @Nullable Instant firstAttempt,
    @Nullable Instant lastAttempt) {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private static final Pattern WORD = Pattern.compile("[a-z0-9_]{1,64}");

  /**
   * @throws IllegalArgumentException if the error code is no short word of a-z, 0-9 and underlines
   */
  public DeathNotice {
    if (errorCode != null && word(errorCode) == null) {
      throw new IllegalArgumentException("not an error code: " + errorCode);
    }
  }

  /** The number of this message's last death, or 0 if it never died. */
  public static int deathOf(Map<String, String> attributes) {
    return number(attributes.get("death")).orElse(0);
  }

  /** The generation that a redrive with a new key gave this message, or 0. */
  public static int generationOf(Map<String, String> attributes) {
    return number(attributes.get("generation")).orElse(0);
  }

  /**
   * Reads a notice. Attributes that say nothing readable count as left out: a dead letter is shown
   * whatever it carries.
   *
   * @return empty where there is no readable reason, so that none was recorded
   */
  public static Optional<DeathNotice> read(Map<String, String> attributes) {
    String reason = attributes.get("reason");
    if (reason == null) {
      return Optional.empty();
    }
    try {
      OptionalInt status = number(attributes.get("status"));
      return Optional.of(
          new DeathNotice(
              key(attributes.get("key")),
              generationOf(attributes),
              deathOf(attributes),
              DeadLetterReason.parse(reason),
              status.isPresent() ? (Integer) status.getAsInt() : null,
              word(attributes.get("errorCode")),
              number(attributes.get("attempts")).orElse(0),
              instant(attributes.get("firstAttempt")),
              instant(attributes.get("lastAttempt"))));
    } catch (InvalidRequestException e) {
      return Optional.empty();
    }
  }

  /** The message attributes, none of them empty. */
  public Map<String, String> attributes() {
    Map<String, String> attributes = essentialAttributes();
    put(attributes, "status", status);
    put(attributes, "errorCode", errorCode);
    put(attributes, "attempts", attempts);
    put(attributes, "firstAttempt", firstAttempt);
    put(attributes, "lastAttempt", lastAttempt);
    return attributes;
  }

  /** What a redrive cannot do without: the key with its generation, the death and the reason. */
  public Map<String, String> essentialAttributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    put(attributes, "key", key);
    put(attributes, "generation", generation == 0 ? null : generation);
    put(attributes, "death", death);
    put(attributes, "reason", reason);
    return attributes;
  }

  private static void put(Map<String, String> attributes, String name, @Nullable Object value) {
    if (value != null) {
      attributes.put(name, value.toString());
    }
  }

  private static OptionalInt number(@Nullable String text) {
    return text != null && NUMBER.matcher(text).matches()
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  private static @Nullable IdempotencyKey key(@Nullable String text) {
    try {
      return text == null ? null : IdempotencyKey.parse(text);
    } catch (InvalidRequestException e) {
      return null;
    }
  }

  private static @Nullable String word(@Nullable String text) {
    return text != null && WORD.matcher(text).matches() ? text : null;
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
