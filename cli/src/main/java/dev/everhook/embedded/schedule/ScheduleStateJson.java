package dev.everhook.embedded.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The state as JSON: one object of strings. Fields that it does not know are passed over. */
final class ScheduleStateJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private ScheduleStateJson() {}

  static byte[] bytes(ScheduleState state) {
    ObjectNode node = JSON.createObjectNode();
    node.put("expression", state.expression());
    node.put("zone", state.zone().getId());
    putIfPresent(node, "startDate", state.startDate());
    node.put("anchor", state.anchor().toString());
    putIfPresent(node, "lastSlot", state.lastSlot());
    return (node.toPrettyString() + "\n").getBytes(UTF_8);
  }

  /**
   * @throws IllegalArgumentException if it is not a state, with the fault as its message
   */
  static ScheduleState state(byte[] bytes) {
    JsonNode node = tree(bytes);
    return new ScheduleState(
        text(node, "expression"),
        zone(text(node, "zone")),
        optionalInstant(node, "startDate"),
        instant("anchor", text(node, "anchor")),
        optionalInstant(node, "lastSlot"));
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "it is not JSON (%s)".formatted(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is not JSON", e);
    }
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("'%s' is missing or no string".formatted(field));
    }
    return value.textValue();
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'zone' is no time zone: " + id, e);
    }
  }

  private static @Nullable Instant optionalInstant(JsonNode node, String field) {
    return node.hasNonNull(field) ? instant(field, text(node, field)) : null;
  }

  private static Instant instant(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'%s' is no instant: %s".formatted(field, text), e);
    }
  }

  private static void putIfPresent(ObjectNode node, String field, @Nullable Instant instant) {
    if (instant != null) {
      node.put(field, instant.toString());
    }
  }
}
