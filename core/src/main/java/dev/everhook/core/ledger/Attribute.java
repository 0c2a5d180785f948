package dev.everhook.core.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of an attribute in DynamoDB, of one of the types that the ledger uses.
 *
 * @param type the type's name in DynamoDB: {@code S} a text, {@code N} a number, {@code BOOL}
 * @param text the value as text
 */
record Attribute(String type, String text) {
  private static final String TEXT = "S";
  private static final String NUMBER = "N";
  private static final String FLAG = "BOOL";

  static Attribute text(String value) {
    return new Attribute(TEXT, value);
  }

  static Attribute number(long value) {
    return new Attribute(NUMBER, Long.toString(value));
  }

  static Attribute flag(boolean value) {
    return new Attribute(FLAG, Boolean.toString(value));
  }

  boolean isNumber() {
    return type.equals(NUMBER);
  }

  /** The value of a number. */
  long number() {
    return Long.parseLong(text);
  }

  /** The value of a flag. */
  boolean flag() {
    return Boolean.parseBoolean(text);
  }

  private void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeFieldName(type);
    if (type.equals(FLAG)) {
      json.writeBoolean(flag());
    } else {
      json.writeString(text);
    }
    json.writeEndObject();
  }

  /** Writes attributes by name. */
  static void write(JsonGenerator json, Map<String, Attribute> attributes) throws IOException {
    json.writeStartObject();
    for (var attribute : attributes.entrySet()) {
      json.writeFieldName(attribute.getKey());
      attribute.getValue().writeTo(json);
    }
    json.writeEndObject();
  }

  /** Reads attributes by name, at whose object the parser stands; passes over types of others. */
  static Map<String, Attribute> read(JsonParser json) throws IOException {
    Map<String, Attribute> attributes = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      Attribute value = readOne(json);
      if (value != null) {
        attributes.put(name, value);
      }
    }
    return attributes;
  }

  private static @Nullable Attribute readOne(JsonParser json) throws IOException {
    Attribute value = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String type = json.currentName();
      JsonToken token = json.nextToken();
      boolean isKnown =
          token.isScalarValue() && (type.equals(TEXT) || type.equals(NUMBER) || type.equals(FLAG));
      if (isKnown) {
        value = new Attribute(type, json.getText());
      }
      json.skipChildren();
    }
    return value;
  }
}
