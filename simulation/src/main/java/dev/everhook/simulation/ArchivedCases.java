package dev.everhook.simulation;

import com.fasterxml.jackson.core.JsonParser;
import dev.everhook.core.Json;
import dev.everhook.core.JsonField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads an archive for the requests in it, with no code of the redrive function. */
final class ArchivedCases {
  private ArchivedCases() {}

  static List<Case> of(String content, Cases cases) {
    return content.lines().map(line -> read(line, cases)).toList();
  }

  private static Case read(String line, Cases cases) {
    Map<String, JsonField> letter = fields(line);
    Map<String, String> attributes = new HashMap<>();
    fields(Objects.requireNonNull(letter.get("attributes")).raw())
        .forEach((name, value) -> attributes.put(name, value.string()));
    return cases.of(Objects.requireNonNull(letter.get("body")).string(), attributes);
  }

  private static Map<String, JsonField> fields(String json) {
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      parser.nextToken();
      return Json.fields(parser, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
