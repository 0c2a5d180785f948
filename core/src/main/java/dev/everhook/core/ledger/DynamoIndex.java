package dev.everhook.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads the index of {@link LedgerTable}, all shards at once, and then the items themselves. */
final class DynamoIndex {
  private static final Comparator<Row> OLDEST_FIRST = Comparator.comparingLong(Row::changedAt);

  private final DynamoDbClient client;
  private final String table;
  private final DynamoCalls calls;
  private final DynamoBatch batch;

  /** A row of the index: what names an item, and when it changed. */
  private record Row(AttributeValue key, long changedAt) {
    private static Row of(Map<String, AttributeValue> item) {
      return new Row(
          Objects.requireNonNull(item.get(LedgerTable.KEY)),
          Long.parseLong(Objects.requireNonNull(item.get(LedgerTable.CHANGED_AT)).n()));
    }
  }

  DynamoIndex(DynamoDbClient client, String table, DynamoCalls calls) {
    this.client = client;
    this.table = table;
    this.calls = calls;
    this.batch = new DynamoBatch(client, table, calls);
  }

  /** The items that changed last, in no order. */
  List<Map<String, AttributeValue>> latest(List<String> shards, int most)
      throws InterruptedException, ExecutionException {
    return items(
        rows(
            shards,
            shard -> inShard(shard).scanIndexForward(false).limit(most),
            OLDEST_FIRST.reversed(),
            most));
  }

  /**
   * The items of unfinished entries that are due before an instant and did not change for longest.
   */
  List<Map<String, AttributeValue>> overdue(Instant before, int most)
      throws InterruptedException, ExecutionException {
    return items(
        rows(
            LedgerTable.openShards(),
            shard ->
                inShard(shard)
                    .filterExpression("#due < :before")
                    .expressionAttributeNames(
                        Map.of("#shard", LedgerTable.SHARD, "#due", LedgerField.DUE_AT.word()))
                    .expressionAttributeValues(
                        Map.of(
                            ":shard",
                            AttributeValue.fromS(shard),
                            ":before",
                            DynamoItem.number(before.toEpochMilli()))),
            OLDEST_FIRST,
            most));
  }

  private QueryRequest.Builder inShard(String shard) {
    return QueryRequest.builder()
        .tableName(table)
        .indexName(LedgerTable.RECENT)
        .keyConditionExpression("#shard = :shard")
        .expressionAttributeNames(Map.of("#shard", LedgerTable.SHARD))
        .expressionAttributeValues(Map.of(":shard", AttributeValue.fromS(shard)));
  }

  private List<Row> rows(
      List<String> shards,
      Function<String, QueryRequest.Builder> query,
      Comparator<Row> order,
      int most)
      throws InterruptedException, ExecutionException {
    List<Future<List<Row>>> parts =
        shards.stream()
            .map(shard -> calls.begin(() -> rows(query.apply(shard).build(), most)))
            .toList();
    List<Row> rows = new ArrayList<>();
    for (var part : parts) {
      rows.addAll(part.get());
    }
    return rows.stream().sorted(order).limit(most).toList();
  }

  /** Page by page: one ends at a megabyte, whatever the filter leaves of it. */
  private List<Row> rows(QueryRequest query, int most) {
    return client.queryPaginator(query).items().stream().limit(most).map(Row::of).toList();
  }

  private List<Map<String, AttributeValue>> items(List<Row> rows) {
    return batch.items(rows.stream().map(Row::key).toList());
  }
}
