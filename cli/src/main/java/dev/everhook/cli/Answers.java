package dev.everhook.cli;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Reads what the functions answer, as far as the command shows it: fields that it does not know are
 * ignored, and a list or an object that is left out is an empty one.
 */
final class Answers {
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withConfigOverride(List.class, Answers::emptyForNone)
          .withConfigOverride(Map.class, Answers::emptyForNone)
          .addModule(new SimpleModule().addDeserializer(Instant.class, new InstantReader()))
          .build();

  private Answers() {}

  /**
   * Reads an answer.
   *
   * @throws IllegalStateException if it is not what this command expects
   */
  static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JacksonException e) {
      throw new IllegalStateException("an answer that this command cannot read: " + json, e);
    }
  }

  private static void emptyForNone(
      com.fasterxml.jackson.databind.cfg.MutableConfigOverride override) {
    override.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
  }

  private static final class InstantReader extends FromStringDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    protected Instant _deserialize(String value, DeserializationContext context) {
      return Instant.parse(value);
    }
  }
}
