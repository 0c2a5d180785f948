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

/** Reads the index of {@link LedgerTable}, all shards at once, and then the items themselves. */
final class DynamoIndex {
  private static final Comparator<Row> OLDEST_FIRST = Comparator.comparingLong(Row::changedAt);

  private final DynamoTable table;
  private final DynamoCalls calls;
  private final DynamoBatch batch;

  /** A row of the index: what names an item, and when it changed. */
  private record Row(Attribute key, long changedAt) {
    private static Row of(Map<String, Attribute> item) {
      return new Row(
          Objects.requireNonNull(item.get(LedgerTable.KEY)),
          Objects.requireNonNull(item.get(LedgerTable.CHANGED_AT)).number());
    }
  }

  DynamoIndex(DynamoTable table, DynamoCalls calls) {
    this.table = table;
    this.calls = calls;
    this.batch = new DynamoBatch(table, calls);
  }

  /** The items that changed last, in no order. */
  List<Map<String, Attribute>> latest(List<String> shards, int most)
      throws InterruptedException, ExecutionException {
    return items(
        rows(
            shards,
            shard -> new DynamoQuery(LedgerTable.RECENT, inShard(shard), null, true, most),
            OLDEST_FIRST.reversed(),
            most));
  }

  /**
   * The items of unfinished entries that are due before an instant and did not change for longest.
   */
  List<Map<String, Attribute>> overdue(Instant before, int most)
      throws InterruptedException, ExecutionException {
    Expression isDue =
        new Expression(
            "#due < :before",
            Map.of("#due", LedgerField.DUE_AT.word()),
            Map.of(":before", Attribute.number(before.toEpochMilli())));
    return items(
        rows(
            LedgerTable.openShards(),
            shard -> new DynamoQuery(LedgerTable.RECENT, inShard(shard), isDue, false, null),
            OLDEST_FIRST,
            most));
  }

  private static Expression inShard(String shard) {
    return new Expression(
        "#shard = :shard",
        Map.of("#shard", LedgerTable.SHARD),
        Map.of(":shard", Attribute.text(shard)));
  }

  private List<Row> rows(
      List<String> shards, Function<String, DynamoQuery> query, Comparator<Row> order, int most)
      throws InterruptedException, ExecutionException {
    List<Future<List<Row>>> parts =
        shards.stream().map(shard -> calls.begin(() -> rows(query.apply(shard), most))).toList();
    List<Row> rows = new ArrayList<>();
    for (var part : parts) {
      rows.addAll(part.get());
    }
    return rows.stream().sorted(order).limit(most).toList();
  }

  /** Page by page: one ends at a megabyte, whatever the filter leaves of it. */
  private List<Row> rows(DynamoQuery query, int most) {
    List<Row> rows = new ArrayList<>();
    Map<String, Attribute> next = Map.of();
    do {
      DynamoTable.Page page = table.query(query, next);
      page.items().stream().limit(most - rows.size()).map(Row::of).forEach(rows::add);
      next = page.next();
    } while (!next.isEmpty() && rows.size() < most);
    return rows;
  }

  private List<Map<String, Attribute>> items(List<Row> rows) {
    return batch.items(rows.stream().map(Row::key).toList());
  }
}
