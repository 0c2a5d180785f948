package dev.everhook.core.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** An operation as an item, with a readable attribute for each field. */
final class DynamoOperation {
  static final String LEASE_END = "leaseEnd";
  static final String PROGRESS = "progress";
  static final String STOP_ASKED = "stopAsked";
  static final String ENDED_AT = "endedAt";
  static final String ANSWER = "answer";

  /** Names one call of begin. */
  static final String BEGUN_BY = "begunBy";

  private static final String ACTION = "action";
  private static final String REQUESTED_BY = "requestedBy";
  private static final String REQUEST = "request";

  private DynamoOperation() {}

  /** An operation that begins. */
  static Map<String, Attribute> of(Operation begun, String begunBy) {
    Map<String, Attribute> item = new HashMap<>();
    item.put(LedgerTable.KEY, Attribute.text(LedgerTable.operationKey(begun.id())));
    item.put(LedgerTable.SHARD, Attribute.text(LedgerTable.OPERATIONS));
    item.put(LedgerTable.CHANGED_AT, millis(begun.startedAt()));
    item.put(
        LedgerTable.EXPIRES,
        Attribute.number(begun.startedAt().plus(OperationStore.KEPT).getEpochSecond()));
    item.put(ACTION, Attribute.text(begun.action()));
    item.put(REQUESTED_BY, Attribute.text(begun.requestedBy()));
    item.put(REQUEST, Attribute.text(begun.request()));
    item.put(LEASE_END, millis(begun.leaseEnd()));
    item.put(PROGRESS, Attribute.text(begun.progress()));
    item.put(STOP_ASKED, Attribute.flag(begun.isStopAsked()));
    item.put(BEGUN_BY, Attribute.text(begunBy));
    return item;
  }

  static Attribute millis(Instant instant) {
    return Attribute.number(instant.toEpochMilli());
  }

  /**
   * Reads what {@link #of} wrote, and what became of it.
   *
   * @throws IllegalStateException if it is something else
   */
  static Operation read(Map<String, Attribute> item) {
    return new Operation(
        LedgerTable.operationId(attribute(item, LedgerTable.KEY).text()),
        attribute(item, ACTION).text(),
        attribute(item, REQUESTED_BY).text(),
        attribute(item, REQUEST).text(),
        instant(attribute(item, LedgerTable.CHANGED_AT)),
        instant(attribute(item, LEASE_END)),
        attribute(item, PROGRESS).text(),
        isStopAsked(item),
        item.containsKey(ENDED_AT) ? instant(attribute(item, ENDED_AT)) : null,
        item.containsKey(ANSWER) ? attribute(item, ANSWER).text() : null);
  }

  static boolean isStopAsked(Map<String, Attribute> item) {
    return attribute(item, STOP_ASKED).flag();
  }

  private static Instant instant(Attribute millis) {
    return Instant.ofEpochMilli(millis.number());
  }

  private static Attribute attribute(Map<String, Attribute> item, String name) {
    Attribute value = item.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "the operation %s cannot be understood: no %s"
              .formatted(item.get(LedgerTable.KEY), name));
    }
    return value;
  }
}
