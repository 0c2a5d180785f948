package dev.everhook.core.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads many items of the table, with all writes that were acknowledged. */
record DynamoBatch(DynamoTable table, DynamoCalls calls) {
  /** What one BatchGetItem takes. */
  private static final int MOST_KEYS = 100;

  /**
   * The items of these keys, in no order; those that are not there are left out.
   *
   * @param keys each once: DynamoDB refuses one that comes twice
   */
  List<Map<String, Attribute>> items(List<Attribute> keys) {
    List<Map<String, Attribute>> named =
        keys.stream().map(key -> Map.of(LedgerTable.KEY, key)).toList();
    List<Map<String, Attribute>> items = new ArrayList<>();
    for (int i = 0; i < named.size(); i += MOST_KEYS) {
      items.addAll(batch(named.subList(i, Math.min(named.size(), i + MOST_KEYS))));
    }
    return items;
  }

  /** An answer may leave out some, as beyond 16 MiB; one that brings none is an outage. */
  private List<Map<String, Attribute>> batch(List<Map<String, Attribute>> keys) {
    List<Map<String, Attribute>> items = new ArrayList<>();
    List<Map<String, Attribute>> left = keys;
    while (!left.isEmpty()) {
      DynamoTable.Batch answer = table.get(left);
      items.addAll(answer.items());
      if (answer.left().size() >= left.size()) {
        throw calls.unavailable(
            "read", "it leaves out what it was asked for", new IllegalStateException("throttled"));
      }
      left = answer.left();
    }
    return items;
  }
}
