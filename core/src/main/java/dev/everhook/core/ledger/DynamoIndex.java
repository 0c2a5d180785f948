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
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads the index of {@link LedgerTable}, all shards at once, and then the entries themselves. */
final class DynamoIndex {
  /** What one BatchGetItem takes. */
  private static final int MOST_KEYS = 100;

  private static final Comparator<Row> OLDEST_FIRST = Comparator.comparingLong(Row::changedAt);

  private final DynamoDbClient client;
  private final String table;
  private final DynamoCalls calls;

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
  }

  /** The entries that changed last, in no order. */
  List<LedgerEntry> latest(int most) throws InterruptedException, ExecutionException {
    return entries(
        rows(
            LedgerTable.allShards(),
            shard -> inShard(shard).scanIndexForward(false).limit(most),
            OLDEST_FIRST.reversed(),
            most));
  }

  /** The unfinished entries that are due before an instant and did not change for longest. */
  List<LedgerEntry> overdue(Instant before, int most)
      throws InterruptedException, ExecutionException {
    return entries(
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

  private List<LedgerEntry> entries(List<Row> rows) {
    List<Map<String, AttributeValue>> keys =
        rows.stream().map(row -> Map.of(LedgerTable.KEY, row.key())).toList();
    List<LedgerEntry> entries = new ArrayList<>();
    for (int i = 0; i < keys.size(); i += MOST_KEYS) {
      entries.addAll(batch(keys.subList(i, Math.min(keys.size(), i + MOST_KEYS))));
    }
    return entries;
  }

  /** An answer may leave out some, as beyond 16 MiB; one that brings none is an outage. */
  private List<LedgerEntry> batch(List<Map<String, AttributeValue>> keys) {
    List<LedgerEntry> entries = new ArrayList<>();
    List<Map<String, AttributeValue>> left = keys;
    while (!left.isEmpty()) {
      var request = KeysAndAttributes.builder().keys(left).consistentRead(true).build();
      var answer = client.batchGetItem(call -> call.requestItems(Map.of(table, request)));
      answer
          .responses()
          .getOrDefault(table, List.of())
          .forEach(item -> entries.add(DynamoItem.read(item)));
      KeysAndAttributes rest = answer.unprocessedKeys().get(table);
      List<Map<String, AttributeValue>> unprocessed = rest == null ? List.of() : rest.keys();
      if (unprocessed.size() >= left.size()) {
        throw calls.unavailable(
            "read", "it leaves out what it was asked for", new IllegalStateException("throttled"));
      }
      left = unprocessed;
    }
    return entries;
  }
}
