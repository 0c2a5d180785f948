package dev.everhook.core.ledger;

import java.util.HashMap;
import java.util.Map;

/**
 * An entry as an item: its {@link EntryFields} as attributes of type S and N, and what {@link
 * LedgerTable} adds.
 */
final class DynamoItem {
  private DynamoItem() {}

  static Map<String, Attribute> of(LedgerEntry entry) {
    Map<String, Attribute> item = new HashMap<>();
    EntryFields.of(entry)
        .values()
        .forEach((field, value) -> item.put(field.word(), attribute(value)));
    item.put(LedgerTable.SHARD, Attribute.text(LedgerTable.shard(entry)));
    item.put(LedgerTable.EXPIRES, Attribute.number(entry.expiresAt().getEpochSecond()));
    return item;
  }

  private static Attribute attribute(Object value) {
    return value instanceof Long number
        ? Attribute.number(number)
        : Attribute.text(value.toString());
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws IllegalStateException if it is something else
   */
  static LedgerEntry read(Map<String, Attribute> item) {
    EntryFields fields = new EntryFields();
    for (LedgerField field : LedgerField.values()) {
      Attribute value = item.get(field.word());
      if (value != null && field.isNumber() && value.isNumber()) {
        fields.put(field, value.number());
      } else if (value != null && !field.isNumber()) {
        fields.put(field, value.text());
      }
    }
    return fields.entry();
  }
}
