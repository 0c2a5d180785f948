package dev.everhook.core.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.Json;
import dev.everhook.core.JsonContent;
import dev.everhook.core.aws.AwsErrorException;
import dev.everhook.core.aws.AwsService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One table of DynamoDB: the operations that the ledger uses.
 *
 * @param dynamoDb the service
 * @param name the table's name
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html">its
 *     operations</a>
 */
record DynamoTable(AwsService dynamoDb, String name) {

  /** What follows a part of a request. */
  private interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** A page of a query, and where the next one begins; empty after the last. */
  record Page(List<Map<String, Attribute>> items, Map<String, Attribute> next) {}

  /** What a batch brought, and the keys that it left out. */
  record Batch(List<Map<String, Attribute>> items, List<Map<String, Attribute>> left) {}

  /** The item of a key, with all writes that were acknowledged; empty where there is none. */
  Map<String, Attribute> get(Map<String, Attribute> key) {
    String answer =
        call(
            "GetItem",
            json -> {
              json.writeFieldName("Key");
              Attribute.write(json, key);
              json.writeBooleanField("ConsistentRead", true);
            });
    return item(answer, "Item");
  }

  /**
   * Writes an item if a condition holds.
   *
   * @throws ConditionFailedException if it does not, with the item that is there
   */
  void put(Map<String, Attribute> item, Expression condition) throws ConditionFailedException {
    conditional(
        "PutItem",
        json -> {
          json.writeFieldName("Item");
          Attribute.write(json, item);
          json.writeStringField("ConditionExpression", condition.text());
          Expression.writePlaceholders(json, condition);
          json.writeStringField("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
        });
  }

  /**
   * Changes an item if a condition holds.
   *
   * @return the item as it is now
   * @throws ConditionFailedException if it does not
   */
  Map<String, Attribute> update(Map<String, Attribute> key, Expression change, Expression condition)
      throws ConditionFailedException {
    String answer =
        conditional(
            "UpdateItem",
            json -> {
              json.writeFieldName("Key");
              Attribute.write(json, key);
              json.writeStringField("UpdateExpression", change.text());
              json.writeStringField("ConditionExpression", condition.text());
              Expression.writePlaceholders(json, change, condition);
              json.writeStringField("ReturnValues", "ALL_NEW");
            });
    return item(answer, "Attributes");
  }

  private String conditional(String operation, Fields request) throws ConditionFailedException {
    try {
      return call(operation, request);
    } catch (AwsErrorException e) {
      if (e.code().equals(ConditionFailedException.CODE)) {
        throw new ConditionFailedException(e, item(e.body(), "Item"));
      }
      throw e;
    }
  }

  /**
   * A page of a query.
   *
   * @param from where it begins; empty for the first
   */
  Page query(DynamoQuery query, Map<String, Attribute> from) {
    String answer =
        call(
            "Query",
            json -> {
              query.writeTo(json);
              if (!from.isEmpty()) {
                json.writeFieldName("ExclusiveStartKey");
                Attribute.write(json, from);
              }
            });
    List<Map<String, Attribute>> items = new ArrayList<>();
    Map<String, Attribute> next = new HashMap<>();
    read(
        answer,
        (name, json) -> {
          switch (name) {
            case "Items" -> items.addAll(items(json));
            case "LastEvaluatedKey" -> next.putAll(Attribute.read(json));
            default -> json.skipChildren();
          }
        });
    return new Page(items, next);
  }

  /** The items of keys, with all writes that were acknowledged. */
  Batch get(List<Map<String, Attribute>> keys) {
    String answer =
        dynamoDb.call(
            "BatchGetItem",
            json -> {
              json.writeStartObject();
              json.writeObjectFieldStart("RequestItems");
              json.writeObjectFieldStart(name);
              json.writeArrayFieldStart("Keys");
              for (Map<String, Attribute> key : keys) {
                Attribute.write(json, key);
              }
              json.writeEndArray();
              json.writeBooleanField("ConsistentRead", true);
              json.writeEndObject();
              json.writeEndObject();
              json.writeEndObject();
            });
    List<Map<String, Attribute>> items = new ArrayList<>();
    List<Map<String, Attribute>> left = new ArrayList<>();
    read(
        answer,
        (part, json) -> {
          switch (part) {
            case "Responses" -> fields(json, (_, table) -> items.addAll(items(table)));
            case "UnprocessedKeys" ->
                fields(json, (_, table) -> fields(table, (field, of) -> keys(field, of, left)));
            default -> json.skipChildren();
          }
        });
    return new Batch(items, left);
  }

  private static void keys(String field, JsonParser json, List<Map<String, Attribute>> keys)
      throws IOException {
    if (field.equals("Keys")) {
      keys.addAll(items(json));
    } else {
      json.skipChildren();
    }
  }

  private String call(String operation, Fields request) {
    JsonContent whole =
        json -> {
          json.writeStartObject();
          json.writeStringField("TableName", name);
          request.writeTo(json);
          json.writeEndObject();
        };
    return dynamoDb.call(operation, whole);
  }

  /** Reads the value of a field; the parser stands at it, and is left at its end. */
  private interface FieldReader {
    void read(String name, JsonParser json) throws IOException;
  }

  private static Map<String, Attribute> item(String answer, String field) {
    Map<String, Attribute> item = new HashMap<>();
    read(
        answer,
        (name, json) -> {
          if (name.equals(field) && json.currentToken() == JsonToken.START_OBJECT) {
            item.putAll(Attribute.read(json));
          } else {
            json.skipChildren();
          }
        });
    return item;
  }

  private static List<Map<String, Attribute>> items(JsonParser json) throws IOException {
    List<Map<String, Attribute>> items = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      items.add(Attribute.read(json));
    }
    return items;
  }

  private static void read(String answer, FieldReader reader) {
    try (JsonParser json = Json.FACTORY.createParser(answer)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        fields(json, reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fields(JsonParser json, FieldReader reader) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      reader.read(name, json);
    }
  }
}
