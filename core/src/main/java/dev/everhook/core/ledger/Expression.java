package dev.everhook.core.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * An expression of DynamoDB, such as a condition, with the attributes and values that it names.
 *
 * @param names attributes by placeholder, such as {@code #key}
 * @param values values by placeholder, such as {@code :now}
 */
record Expression(String text, Map<String, String> names, Map<String, Attribute> values) {
  Expression(String text, Map<String, String> names) {
    this(text, names, Map.of());
  }

  /** Writes what several expressions of one request name. */
  static void writePlaceholders(JsonGenerator json, Expression... expressions) throws IOException {
    Map<String, String> names = new HashMap<>();
    Map<String, Attribute> values = new HashMap<>();
    for (Expression expression : expressions) {
      names.putAll(expression.names);
      values.putAll(expression.values);
    }
    json.writeObjectFieldStart("ExpressionAttributeNames");
    for (var name : names.entrySet()) {
      json.writeStringField(name.getKey(), name.getValue());
    }
    json.writeEndObject();
    // DynamoDB refuses a list that is there and empty.
    if (!values.isEmpty()) {
      json.writeFieldName("ExpressionAttributeValues");
      Attribute.write(json, values);
    }
  }
}
