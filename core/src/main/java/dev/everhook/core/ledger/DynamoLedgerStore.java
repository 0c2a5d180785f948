package dev.everhook.core.ledger;

import dev.everhook.core.AwsClients;
import dev.everhook.core.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The ledger in DynamoDB, in the table that {@link LedgerTable} describes: one item a delivery,
 * with a readable attribute for each of {@link LedgerField}, and instants as numbers, in
 * milliseconds since 1970-01-01T00:00:00Z.
 *
 * <p>Throttling, answers 5xx, and no answer within {@link DeliveryLedger#PATIENCE} are an outage;
 * every other refusal, as without permission or table, is a {@link LedgerRefusedException}.
 */
public final class DynamoLedgerStore implements LedgerStore {
  private static final Comparator<LedgerEntry> LATEST_FIRST =
      Comparator.comparing(LedgerEntry::changedAt).reversed();

  private static final String NO_KEY = new UUID(0, 0).toString();

  private final DynamoDbClient client;
  private final String table;
  private final DynamoCalls calls;
  private final DynamoIndex index;
  private final DynamoBatch batch;

  /**
   * @param client the client, which is closed with the store
   * @param table the table's name
   */
  public DynamoLedgerStore(DynamoDbClient client, String table) {
    this(client, table, DeliveryLedger.PATIENCE);
  }

  DynamoLedgerStore(DynamoDbClient client, String table, Duration patience) {
    this.client = client;
    this.table = table;
    this.calls = new DynamoCalls(table, patience);
    this.index = new DynamoIndex(client, table, calls);
    this.batch = new DynamoBatch(client, table, calls);
  }

  /**
   * The ledger of a function: in a table in its own region, with the system's clock.
   *
   * @param table the table's name
   */
  public static DeliveryLedger ledger(String table) {
    return new DeliveryLedger(
        new DynamoLedgerStore(AwsClients.dynamoDb(), table),
        InstantSource.system(),
        () -> UUID.randomUUID().toString());
  }

  @Override
  public Optional<LedgerEntry> find(IdempotencyKey key) {
    return calls.call("read", () -> read(key));
  }

  private Optional<LedgerEntry> read(IdempotencyKey key) {
    var answer =
        client.getItem(
            call ->
                call.tableName(table)
                    .key(Map.of(LedgerTable.KEY, AttributeValue.fromS(key.toString())))
                    .consistentRead(true));
    return answer.hasItem() ? Optional.of(DynamoItem.read(answer.item())) : Optional.empty();
  }

  @Override
  public Map<IdempotencyKey, LedgerEntry> findAll(Collection<IdempotencyKey> keys) {
    List<AttributeValue> distinct =
        keys.stream().distinct().map(key -> AttributeValue.fromS(key.toString())).toList();
    return calls.call(
        "read",
        () ->
            batch.items(distinct).stream()
                .map(DynamoItem::read)
                .collect(Collectors.toMap(LedgerEntry::key, Function.identity())));
  }

  @Override
  public Optional<LedgerEntry> write(LedgerEntry entry) {
    return calls.call("write to", () -> put(entry));
  }

  private Optional<LedgerEntry> put(LedgerEntry entry) {
    try {
      client.putItem(
          call ->
              call.tableName(table)
                  .item(DynamoItem.of(entry))
                  .conditionExpression("attribute_not_exists(#key) OR #revision = :before")
                  .expressionAttributeNames(
                      Map.of("#key", LedgerTable.KEY, "#revision", LedgerField.REVISION.word()))
                  .expressionAttributeValues(
                      Map.of(":before", DynamoItem.number(entry.revision() - 1)))
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(
          e.hasItem() ? DynamoItem.read(e.item()) : read(entry.key()).orElseThrow(() -> gone(e)));
    }
  }

  /** Writes an item that is not there if it is there, in the words of {@link #write}. */
  @Override
  public void prime() {
    calls.call("write to", this::putNothing);
  }

  private boolean putNothing() {
    try {
      client.putItem(
          call ->
              call.tableName(table)
                  .item(Map.of(LedgerTable.KEY, AttributeValue.fromS(NO_KEY)))
                  .conditionExpression("attribute_exists(#key)")
                  .expressionAttributeNames(Map.of("#key", LedgerTable.KEY))
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private LedgerUnavailableException gone(ConditionalCheckFailedException e) {
    return calls.unavailable("write to", "the entry that was in the way is gone", e);
  }

  @Override
  public List<LedgerEntry> recent(int most) {
    return calls.call(
        "read", () -> latestFirst(index.latest(LedgerTable.allShards(), most), _ -> true));
  }

  @Override
  public List<LedgerEntry> overdue(Instant before, int most) {
    return calls.call(
        "read", () -> latestFirst(index.overdue(before, most), entry -> isDue(entry, before)));
  }

  /** The index is a little late: an entry may have changed by now, or be gone. */
  private static List<LedgerEntry> latestFirst(
      List<Map<String, AttributeValue>> items, Predicate<LedgerEntry> wanted) {
    return items.stream().map(DynamoItem::read).filter(wanted).sorted(LATEST_FIRST).toList();
  }

  private static boolean isDue(LedgerEntry entry, Instant before) {
    Instant due = entry.dueAt();
    return due != null && due.isBefore(before);
  }

  @Override
  public void close() {
    calls.close();
    client.close();
  }
}
