package dev.everhook.core.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads many items of the table, with all writes that were acknowledged. */
record DynamoBatch(DynamoDbClient client, String table, DynamoCalls calls) {
  /** What one BatchGetItem takes. */
  private static final int MOST_KEYS = 100;

  /**
   * The items of these keys, in no order; those that are not there are left out.
   *
   * @param keys each once: DynamoDB refuses one that comes twice
   */
  List<Map<String, AttributeValue>> items(List<AttributeValue> keys) {
    List<Map<String, AttributeValue>> named =
        keys.stream().map(key -> Map.of(LedgerTable.KEY, key)).toList();
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int i = 0; i < named.size(); i += MOST_KEYS) {
      items.addAll(batch(named.subList(i, Math.min(named.size(), i + MOST_KEYS))));
    }
    return items;
  }

  /** An answer may leave out some, as beyond 16 MiB; one that brings none is an outage. */
  private List<Map<String, AttributeValue>> batch(List<Map<String, AttributeValue>> keys) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    List<Map<String, AttributeValue>> left = keys;
    while (!left.isEmpty()) {
      var request = KeysAndAttributes.builder().keys(left).consistentRead(true).build();
      var answer = client.batchGetItem(call -> call.requestItems(Map.of(table, request)));
      items.addAll(answer.responses().getOrDefault(table, List.of()));
      KeysAndAttributes rest = answer.unprocessedKeys().get(table);
      List<Map<String, AttributeValue>> unprocessed = rest == null ? List.of() : rest.keys();
      if (unprocessed.size() >= left.size()) {
        throw calls.unavailable(
            "read", "it leaves out what it was asked for", new IllegalStateException("throttled"));
      }
      left = unprocessed;
    }
    return items;
  }
}
