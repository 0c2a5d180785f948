package dev.everhook.embedded;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.Json;
import dev.everhook.core.JsonField;
import java.io.IOException;
import java.util.Map;

/** The body of an update of a mapping, of which this run knows one field. */
final class MappingUpdate {
  private static final String ENABLED = "Enabled";

  private MappingUpdate() {}

  /**
   * Whether the mapping is to be enabled.
   *
   * @throws InvalidRequestException if the body says anything else
   */
  static boolean isEnabled(byte[] body) {
    Map<String, JsonField> fields = fields(Json.text(body));
    for (String name : fields.keySet()) {
      if (!name.equals(ENABLED)) {
        throw new InvalidRequestException(
            name, "cannot be changed while it runs, only Enabled can; give it to everhook up");
      }
    }
    JsonField enabled = fields.get(ENABLED);
    if (enabled == null || !enabled.token().isBoolean()) {
      throw new InvalidRequestException(ENABLED, "must be true or false");
    }
    return enabled.token() == JsonToken.VALUE_TRUE;
  }

  private static Map<String, JsonField> fields(String text) {
    try (JsonParser parser = Json.FACTORY.createParser(text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        return Json.fields(parser, text);
      }
    } catch (IOException e) {
      throw new InvalidRequestException("request", "must be JSON: " + Json.problem(e));
    }
    throw new InvalidRequestException("request", "must be a JSON object");
  }
}
