package dev.everhook.core.ledger;

import dev.everhook.core.AwsClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Operations in the ledger's table, which {@link LedgerTable} describes. It answers and fails as
 * {@link DynamoLedgerStore} does.
 */
public final class DynamoOperationStore implements OperationStore, AutoCloseable {
  private static final Comparator<Operation> LATEST_FIRST =
      Comparator.comparing(Operation::startedAt).reversed();

  private static final String IS_UNDER_WAY =
      "attribute_exists(#key) AND attribute_not_exists(#endedAt)";

  private static final Map<String, String> NAMES_OF_UNDER_WAY =
      Map.of("#key", LedgerTable.KEY, "#endedAt", DynamoOperation.ENDED_AT);

  private static final String IS_FREE =
      "attribute_not_exists(#key) OR (attribute_not_exists(#endedAt) AND #leaseEnd <= :now)";

  private final DynamoDbClient client;
  private final String table;
  private final DynamoCalls calls;
  private final DynamoIndex index;

  /**
   * @param client the client, which is not closed with the store
   * @param table the table's name
   */
  public DynamoOperationStore(DynamoDbClient client, String table) {
    this(client, table, DeliveryLedger.PATIENCE);
  }

  DynamoOperationStore(DynamoDbClient client, String table, Duration patience) {
    this.client = client;
    this.table = table;
    this.calls = new DynamoCalls(table, patience);
    this.index = new DynamoIndex(client, table, calls);
  }

  /**
   * The operations of a function: in a table in its own region.
   *
   * @param table the table's name
   */
  public static OperationStore operations(String table) {
    return new DynamoOperationStore(AwsClients.dynamoDb(), table);
  }

  /** The client may repeat a call whose answer was lost: the name tells that it met itself. */
  @Override
  public Optional<Operation> begin(Operation operation, Instant now) {
    AttributeValue begunBy = AttributeValue.fromS(UUID.randomUUID().toString());
    return calls.call(
        "write to",
        () ->
            put(DynamoOperation.of(operation, begunBy.s()), now)
                .filter(there -> !begunBy.equals(there.get(DynamoOperation.BEGUN_BY)))
                .map(DynamoOperation::read));
  }

  /** Returns what is in the way; empty if nothing was. */
  private Optional<Map<String, AttributeValue>> put(Map<String, AttributeValue> item, Instant now) {
    try {
      client.putItem(
          call ->
              call.tableName(table)
                  .item(item)
                  .conditionExpression(IS_FREE)
                  .expressionAttributeNames(
                      Map.of(
                          "#key",
                          LedgerTable.KEY,
                          "#endedAt",
                          DynamoOperation.ENDED_AT,
                          "#leaseEnd",
                          DynamoOperation.LEASE_END))
                  .expressionAttributeValues(Map.of(":now", DynamoOperation.millis(now)))
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(e.item());
    }
  }

  @Override
  public boolean progress(String id, String progress) {
    return update(id, Map.of(DynamoOperation.PROGRESS, AttributeValue.fromS(progress)))
        .map(DynamoOperation::isStopAsked)
        .orElse(false);
  }

  @Override
  public boolean askToStop(String id) {
    return update(id, Map.of(DynamoOperation.STOP_ASKED, AttributeValue.fromBool(true)))
        .isPresent();
  }

  @Override
  public void end(String id, Instant endedAt, String answer) {
    update(
        id,
        Map.of(
            DynamoOperation.ENDED_AT,
            DynamoOperation.millis(endedAt),
            DynamoOperation.ANSWER,
            AttributeValue.fromS(answer)));
  }

  /** Sets attributes of an operation that has not ended; empty where there is none. */
  private Optional<Map<String, AttributeValue>> update(
      String id, Map<String, AttributeValue> values) {
    return calls.call(
        "write to",
        () -> {
          try {
            return Optional.of(client.updateItem(change(id, values)).attributes());
          } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
          }
        });
  }

  private UpdateItemRequest change(String id, Map<String, AttributeValue> values) {
    Map<String, String> names = new HashMap<>(NAMES_OF_UNDER_WAY);
    Map<String, AttributeValue> bound = new HashMap<>();
    List<String> changes = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          names.put("#" + name, name);
          bound.put(":" + name, value);
          changes.add("#%s = :%s".formatted(name, name));
        });
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(key(id))
        .updateExpression("SET " + String.join(", ", changes))
        .conditionExpression(IS_UNDER_WAY)
        .expressionAttributeNames(names)
        .expressionAttributeValues(bound)
        .returnValues(ReturnValue.ALL_NEW)
        .build();
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of(LedgerTable.KEY, AttributeValue.fromS(LedgerTable.operationKey(id)));
  }

  @Override
  public Optional<Operation> find(String id) {
    return calls.call(
        "read",
        () -> {
          var answer =
              client.getItem(call -> call.tableName(table).key(key(id)).consistentRead(true));
          return answer.hasItem()
              ? Optional.of(DynamoOperation.read(answer.item()))
              : Optional.empty();
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
