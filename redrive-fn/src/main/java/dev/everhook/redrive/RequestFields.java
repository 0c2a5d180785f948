package dev.everhook.redrive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.Json;
import dev.everhook.core.JsonField;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a request, or of an object in it. Every accessor throws {@link
 * InvalidRequestException}, which names the field and what is allowed. A field that is null counts
 * as left out.
 */
final class RequestFields {
  /** How many entries a list may have. */
  private static final int MOST_ENTRIES = 1_000;

  private final String prefix;
  private final Map<String, JsonField> fields;

  private RequestFields(String prefix, Map<String, JsonField> fields) {
    this.prefix = prefix;
    this.fields = fields;
  }

  /** Reads a whole request. */
  static RequestFields read(String json) {
    return new RequestFields("", fields(json, "request"));
  }

  private static Map<String, JsonField> fields(String json, String name) {
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidRequestException(name, "must be a JSON object");
      }
      Map<String, JsonField> fields = Json.fields(parser, json);
      if (parser.nextToken() != null) {
        throw new InvalidRequestException(name, "must be one JSON object, with nothing after it");
      }
      return fields;
    } catch (IOException e) {
      throw new InvalidRequestException(name, "must be JSON: " + Json.problem(e));
    }
  }

  /**
   * Refuses every other field.
   *
   * @param of what has these fields, for a person
   */
  void only(String of, List<String> allowed) {
    for (String name : fields.keySet()) {
      if (!allowed.contains(name)) {
        throw new InvalidRequestException(
            prefix + name,
            "is not a field of %s; allowed are %s".formatted(of, String.join(", ", allowed)));
      }
    }
  }

  private Optional<JsonField> field(String name) {
    return Optional.ofNullable(fields.get(name))
        .filter(field -> !field.isNull())
        .map(field -> new JsonField(prefix + name, field.token(), field.raw(), field.text()));
  }

  /** An object in this one. */
  Optional<RequestFields> object(String name) {
    return field(name)
        .map(field -> new RequestFields(field.name() + ".", fields(field.raw(), field.name())));
  }

  Optional<String> text(String name) {
    return field(name).map(JsonField::string);
  }

  /** A whole number from {@code least} to {@code most}. */
  Optional<Integer> integer(String name, int least, int most) {
    return field(name)
        .map(
            field -> {
              int number = field.integer();
              if (number < least || number > most) {
                throw new InvalidRequestException(
                    field.name(), "must be from %d to %d".formatted(least, most));
              }
              return number;
            });
  }

  /** True or false; false where it is left out. */
  boolean flag(String name) {
    return field(name)
        .map(
            field ->
                switch (field.token()) {
                  case VALUE_TRUE -> true;
                  case VALUE_FALSE -> false;
                  default ->
                      throw new InvalidRequestException(field.name(), "must be true or false");
                })
        .orElse(false);
  }

  /** Strings, each once, in their order; an empty list is refused, since it would match nothing. */
  Optional<Set<String>> texts(String name) {
    return field(name).map(RequestFields::texts);
  }

  private static Set<String> texts(JsonField field) {
    Set<String> texts = new LinkedHashSet<>();
    try (JsonParser parser = Json.FACTORY.createParser(field.raw())) {
      boolean isList = parser.nextToken() == JsonToken.START_ARRAY;
      while (isList && parser.nextToken() == JsonToken.VALUE_STRING) {
        texts.add(parser.getText());
      }
      if (isList && parser.currentToken() == JsonToken.END_ARRAY && isInBounds(texts)) {
        return texts;
      }
    } catch (IOException e) {
      // The request was read as a whole, so that this cannot be.
    }
    throw new InvalidRequestException(
        field.name(), "must be a list of 1 to %d strings".formatted(MOST_ENTRIES));
  }

  private static boolean isInBounds(Set<String> texts) {
    return !texts.isEmpty() && texts.size() <= MOST_ENTRIES;
  }

  /** The name of a field, as errors say it. */
  String named(String name) {
    return prefix + name;
  }
}
