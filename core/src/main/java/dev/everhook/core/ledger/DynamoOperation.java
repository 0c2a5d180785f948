package dev.everhook.core.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
  static Map<String, AttributeValue> of(Operation begun, String begunBy) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(LedgerTable.KEY, AttributeValue.fromS(LedgerTable.operationKey(begun.id())));
    item.put(LedgerTable.SHARD, AttributeValue.fromS(LedgerTable.OPERATIONS));
    item.put(LedgerTable.CHANGED_AT, millis(begun.startedAt()));
    item.put(
        LedgerTable.EXPIRES,
        DynamoItem.number(begun.startedAt().plus(OperationStore.KEPT).getEpochSecond()));
    item.put(ACTION, AttributeValue.fromS(begun.action()));
    item.put(REQUESTED_BY, AttributeValue.fromS(begun.requestedBy()));
    item.put(REQUEST, AttributeValue.fromS(begun.request()));
    item.put(LEASE_END, millis(begun.leaseEnd()));
    item.put(PROGRESS, AttributeValue.fromS(begun.progress()));
    item.put(STOP_ASKED, AttributeValue.fromBool(begun.isStopAsked()));
    item.put(BEGUN_BY, AttributeValue.fromS(begunBy));
    return item;
  }

  static AttributeValue millis(Instant instant) {
    return DynamoItem.number(instant.toEpochMilli());
  }

  /**
   * Reads what {@link #of} wrote, and what became of it.
   *
   * @throws IllegalStateException if it is something else
   */
  static Operation read(Map<String, AttributeValue> item) {
    return new Operation(
        LedgerTable.operationId(attribute(item, LedgerTable.KEY).s()),
        attribute(item, ACTION).s(),
        attribute(item, REQUESTED_BY).s(),
        attribute(item, REQUEST).s(),
        instant(attribute(item, LedgerTable.CHANGED_AT)),
        instant(attribute(item, LEASE_END)),
        attribute(item, PROGRESS).s(),
        isStopAsked(item),
        item.containsKey(ENDED_AT) ? instant(attribute(item, ENDED_AT)) : null,
        item.containsKey(ANSWER) ? attribute(item, ANSWER).s() : null);
  }

  static boolean isStopAsked(Map<String, AttributeValue> item) {
    return attribute(item, STOP_ASKED).bool();
  }

  private static Instant instant(AttributeValue millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis.n()));
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "the operation %s cannot be understood: no %s"
              .formatted(item.get(LedgerTable.KEY), name));
    }
    return value;
  }
}
