package dev.everhook.redrive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.Json;
import dev.everhook.core.JsonField;
import java.io.IOException;
import java.util.Map;

/**
 * What an operator asks of the redrive function: {@code {"action":"list"}} or {@code
 * {"action":"redrive"}}, with an optional {@code limit}.
 *
 * @param action what to do
 * @param limit how many dead letters at the most, 1 to {@value #MOST}; {@value #DEFAULT_LIMIT} by
 *     default
 */
record RedriveRequest(Action action, int limit) {
  /** The largest limit: as many messages as one queue can have in flight, less a margin. */
  static final int MOST = 100_000;

  /** The largest limit of a list: its answer must fit the 6 MB that Lambda returns. */
  static final int MOST_LISTED = 10_000;

  /** The limit where none is given. */
  static final int DEFAULT_LIMIT = 1_000;

  /** What to do. */
  enum Action {
    /** Show dead letters, and change nothing. */
    LIST,
    /** Put dead letters back on the refresh queue. */
    REDRIVE
  }

  /**
   * @throws InvalidRequestException if a field is unknown or wrong, naming it
   */
  static RedriveRequest read(String json) {
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidRequestException("request", "must be a JSON object");
      }
      Map<String, JsonField> fields = Json.fields(parser, json);
      if (parser.nextToken() != null) {
        throw new InvalidRequestException(
            "request", "must be one JSON object, with nothing after it");
      }
      return read(fields);
    } catch (IOException e) {
      throw new InvalidRequestException("request", "must be JSON: " + Json.problem(e));
    }
  }

  private static RedriveRequest read(Map<String, JsonField> fields) {
    fields
        .keySet()
        .forEach(
            name -> {
              if (!name.equals("action") && !name.equals("limit")) {
                throw new InvalidRequestException(
                    name, "is not a field of a redrive; allowed are action and limit");
              }
            });
    JsonField action = fields.get("action");
    JsonField limit = fields.get("limit");
    Action asked = action(action == null ? "" : action.string());
    return new RedriveRequest(
        asked,
        limit == null || limit.isNull() ? DEFAULT_LIMIT : limit(limit.integer(), most(asked)));
  }

  private static Action action(String word) {
    return switch (word) {
      case "list" -> Action.LIST;
      case "redrive" -> Action.REDRIVE;
      default -> throw new InvalidRequestException("action", "must be 'list' or 'redrive'");
    };
  }

  private static int most(Action action) {
    return switch (action) {
      case LIST -> MOST_LISTED;
      case REDRIVE -> MOST;
    };
  }

  private static int limit(int limit, int most) {
    if (limit < 1 || limit > most) {
      throw new InvalidRequestException("limit", "must be from 1 to %d".formatted(most));
    }
    return limit;
  }
}
