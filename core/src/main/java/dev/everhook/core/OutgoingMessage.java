package dev.everhook.core;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A message to send.
 *
 * @param body what is asked for; never rewritten on its way
 * @param attributes what Everhook adds, at most ten, none empty
 */
public record OutgoingMessage(String body, Map<String, String> attributes) {
  private static final int TYPE_BYTES = "String".length();

  public OutgoingMessage {
    attributes = Map.copyOf(attributes);
  }

  /** A message without attributes. */
  public OutgoingMessage(String body) {
    this(body, Map.of());
  }

  /**
   * Its size as SQS counts it: body, and name, type and value of each attribute, in bytes of UTF-8.
   */
  public int bytes() {
    return utf8(body)
        + attributes.entrySet().stream()
            .mapToInt(entry -> utf8(entry.getKey()) + TYPE_BYTES + utf8(entry.getValue()))
            .sum();
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
