package dev.everhook.producer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an enqueue call asks for: one refresh (an object), or a list of up to {@value #MOST}. */
record EnqueueRequest(List<EnqueueEntry> entries) {
  /** The most entries of one call. */
  static final int MOST = 1_000;

  /**
   * Reads the JSON of a call. An entry that is wrong stands in the list as such, at its own index.
   *
   * @param caller who asks, where an entry does not say
   * @throws InvalidRequestException if the whole is not JSON, is neither an object nor a list, or
   *     is a list that is empty or too long
   */
  static EnqueueRequest read(String json, String caller, Instant now) {
    List<EnqueueEntry> entries = new ArrayList<>();
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        entries.add(EnqueueEntry.read(Json.fields(parser, json), caller, now));
      } else if (first == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          entries.add(entry(parser, json, caller, now));
        }
      } else {
        throw new InvalidRequestException("request", "must be a JSON object, or a list of them");
      }
      if (parser.nextToken() != null) {
        throw new InvalidRequestException(
            "request", "must be one JSON value, with nothing after it");
      }
    } catch (IOException e) {
      throw new InvalidRequestException("request", "must be JSON: " + Json.problem(e));
    }
    if (entries.isEmpty() || entries.size() > MOST) {
      throw new InvalidRequestException(
          "request", "must hold 1 to %d refreshes, not %d".formatted(MOST, entries.size()));
    }
    return new EnqueueRequest(withoutRepeats(entries));
  }

  private static EnqueueEntry entry(JsonParser parser, String json, String caller, Instant now)
      throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      return EnqueueEntry.read(Json.fields(parser, json), caller, now);
    }
    parser.skipChildren();
    return new EnqueueEntry.Invalid("request", "must be a JSON object");
  }

  /** Two refreshes with one id would be one delivery, and only one of them would be called. */
  private static List<EnqueueEntry> withoutRepeats(List<EnqueueEntry> entries) {
    Map<String, Integer> first = new HashMap<>();
    List<EnqueueEntry> checked = new ArrayList<>(entries);
    for (int i = 0; i < checked.size(); i++) {
      if (checked.get(i) instanceof EnqueueEntry.Valid(var request, _)) {
        Integer before = first.putIfAbsent(request.requestId(), i);
        if (before != null) {
          checked.set(
              i,
              new EnqueueEntry.Invalid(
                  "requestId",
                  "must differ from that of every other refresh; index " + before + " has it too"));
        }
      }
    }
    return checked;
  }
}
