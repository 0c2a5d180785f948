package dev.everhook.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.Json;
import java.io.IOException;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A line of a bulk enqueue: a refresh, or what is wrong with it.
 *
 * @param number from 1
 * @param json the refresh, as it is sent
 * @param problem null where it can be sent: a line that is no JSON object would spoil the call that
 *     it is part of
 */
record BulkLine(long number, String json, @Nullable String problem) {

  /**
   * Reads a line.
   *
   * @param ids gives the id of a line that has none; null to leave it without
   */
  static BulkLine read(long number, String line, @Nullable LongFunction<String> ids) {
    try (JsonParser parser = Json.FACTORY.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new BulkLine(number, line, "must be a JSON object");
      }
      Set<String> names = Json.fields(parser, line).keySet();
      if (parser.nextToken() != null) {
        return new BulkLine(number, line, "must be one JSON object, with nothing after it");
      }
      return ids == null || names.contains("requestId")
          ? new BulkLine(number, line, null)
          : new BulkLine(number, withId(line, ids.apply(number), names.isEmpty()), null);
    } catch (IOException e) {
      return new BulkLine(number, line, "must be JSON: " + Json.problem(e));
    }
  }

  /** The rest stays as it was written, byte for byte: the payload goes to the webhook so. */
  private static String withId(String line, String id, boolean isEmpty) {
    int start = line.indexOf('{') + 1;
    return "{\"requestId\":\"" + id + "\"" + (isEmpty ? "" : ",") + line.substring(start);
  }
}
