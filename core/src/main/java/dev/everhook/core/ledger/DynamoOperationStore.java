package dev.everhook.core.ledger;

import dev.everhook.core.AwsClients;
import dev.everhook.core.aws.AwsService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Operations in the ledger's table, which {@link LedgerTable} describes. It answers and fails as
 * {@link DynamoLedgerStore} does.
 */
public final class DynamoOperationStore implements OperationStore, AutoCloseable {
  private static final Comparator<Operation> LATEST_FIRST =
      Comparator.comparing(Operation::startedAt).reversed();

  private static final Expression IS_UNDER_WAY =
      new Expression(
          "attribute_exists(#key) AND attribute_not_exists(#endedAt)",
          Map.of("#key", LedgerTable.KEY, "#endedAt", DynamoOperation.ENDED_AT));

  private static final String IS_FREE =
      "attribute_not_exists(#key) OR (attribute_not_exists(#endedAt) AND #leaseEnd <= :now)";

  private final DynamoTable table;
  private final DynamoCalls calls;
  private final DynamoIndex index;

  /**
   * @param dynamoDb the service
   * @param table the table's name
   */
  public DynamoOperationStore(AwsService dynamoDb, String table) {
    this(dynamoDb, table, DeliveryLedger.PATIENCE);
  }

  DynamoOperationStore(AwsService dynamoDb, String table, Duration patience) {
    this.table = new DynamoTable(dynamoDb, table);
    this.calls = new DynamoCalls(table, patience);
    this.index = new DynamoIndex(this.table, calls);
  }

  /**
   * The operations of a function: in a table in its own region.
   *
   * @param table the table's name
   * @param urlSuffix the domain of AWS in this partition
   */
  public static OperationStore operations(String table, String urlSuffix) {
    return new DynamoOperationStore(AwsClients.dynamoDb(urlSuffix), table);
  }

  /** The client may repeat a call whose answer was lost: the name tells that it met itself. */
  @Override
  public Optional<Operation> begin(Operation operation, Instant now) {
    Attribute begunBy = Attribute.text(UUID.randomUUID().toString());
    return calls.call(
        "write to",
        () ->
            put(DynamoOperation.of(operation, begunBy.text()), now)
                .filter(there -> !begunBy.equals(there.get(DynamoOperation.BEGUN_BY)))
                .map(DynamoOperation::read));
  }

  /** Returns what is in the way; empty if nothing was. */
  private Optional<Map<String, Attribute>> put(Map<String, Attribute> item, Instant now) {
    try {
      table.put(
          item,
          new Expression(
              IS_FREE,
              Map.of(
                  "#key",
                  LedgerTable.KEY,
                  "#endedAt",
                  DynamoOperation.ENDED_AT,
                  "#leaseEnd",
                  DynamoOperation.LEASE_END),
              Map.of(":now", DynamoOperation.millis(now))));
      return Optional.empty();
    } catch (ConditionFailedException e) {
      return Optional.of(e.item());
    }
  }

  @Override
  public boolean progress(String id, String progress) {
    return update(id, Map.of(DynamoOperation.PROGRESS, Attribute.text(progress)))
        .map(DynamoOperation::isStopAsked)
        .orElse(false);
  }

  @Override
  public boolean askToStop(String id) {
    return update(id, Map.of(DynamoOperation.STOP_ASKED, Attribute.flag(true))).isPresent();
  }

  @Override
  public void end(String id, Instant endedAt, String answer) {
    update(
        id,
        Map.of(
            DynamoOperation.ENDED_AT,
            DynamoOperation.millis(endedAt),
            DynamoOperation.ANSWER,
            Attribute.text(answer)));
  }

  /** Sets attributes of an operation that has not ended; empty where there is none. */
  private Optional<Map<String, Attribute>> update(String id, Map<String, Attribute> values) {
    return calls.call(
        "write to",
        () -> {
          try {
            return Optional.of(table.update(key(id), change(values), IS_UNDER_WAY));
          } catch (ConditionFailedException e) {
            return Optional.empty();
          }
        });
  }

  private static Expression change(Map<String, Attribute> values) {
    Map<String, String> names = new HashMap<>();
    Map<String, Attribute> bound = new HashMap<>();
    List<String> changes = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          names.put("#" + name, name);
          bound.put(":" + name, value);
          changes.add("#%s = :%s".formatted(name, name));
        });
    return new Expression("SET " + String.join(", ", changes), names, bound);
  }

  private static Map<String, Attribute> key(String id) {
    return Map.of(LedgerTable.KEY, Attribute.text(LedgerTable.operationKey(id)));
  }

  @Override
  public Optional<Operation> find(String id) {
    return calls.call(
        "read",
        () -> {
          Map<String, Attribute> item = table.get(key(id));
          return item.isEmpty() ? Optional.empty() : Optional.of(DynamoOperation.read(item));
        });
  }

  @Override
  public List<Operation> recentOperations(int most) {
    return calls.call(
        "read",
        () ->
            index.latest(List.of(LedgerTable.OPERATIONS), most).stream()
                .map(DynamoOperation::read)
                .sorted(LATEST_FIRST)
                .toList());
  }

  /** Gives up the calls that run. */
  @Override
  public void close() {
    calls.close();
  }
}
