package dev.everhook.core.ledger;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An entry as an item: its {@link EntryFields} as attributes of type S and N, and what {@link
 * LedgerTable} adds.
 */
final class DynamoItem {
  private DynamoItem() {}

  static Map<String, AttributeValue> of(LedgerEntry entry) {
    Map<String, AttributeValue> item = new HashMap<>();
    EntryFields.of(entry)
        .values()
        .forEach((field, value) -> item.put(field.word(), attribute(field, value.toString())));
    item.put(LedgerTable.SHARD, AttributeValue.fromS(LedgerTable.shard(entry)));
    item.put(LedgerTable.EXPIRES, number(entry.expiresAt().getEpochSecond()));
    return item;
  }

  private static AttributeValue attribute(LedgerField field, String value) {
    return field.isNumber() ? AttributeValue.fromN(value) : AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws IllegalStateException if it is something else
   */
  static LedgerEntry read(Map<String, AttributeValue> item) {
    EntryFields fields = new EntryFields();
    for (LedgerField field : LedgerField.values()) {
      AttributeValue value = item.get(field.word());
      if (value != null && field.isNumber() && value.n() != null) {
        fields.put(field, Long.parseLong(value.n()));
      } else if (value != null && !field.isNumber()) {
        fields.put(field, value.s());
      }
    }
    return fields.entry();
  }
}
