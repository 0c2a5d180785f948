package dev.everhook.core.ledger;

import dev.everhook.core.AwsClients;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.aws.AwsService;
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

  private final DynamoTable table;
  private final DynamoCalls calls;
  private final DynamoIndex index;
  private final DynamoBatch batch;

  /**
   * @param dynamoDb the service
   * @param table the table's name
   */
  public DynamoLedgerStore(AwsService dynamoDb, String table) {
    this(dynamoDb, table, DeliveryLedger.PATIENCE);
  }

  DynamoLedgerStore(AwsService dynamoDb, String table, Duration patience) {
    this.table = new DynamoTable(dynamoDb, table);
    this.calls = new DynamoCalls(table, patience);
    this.index = new DynamoIndex(this.table, calls);
    this.batch = new DynamoBatch(this.table, calls);
  }

  /**
   * The ledger of a function: in a table in its own region, with the system's clock.
   *
   * @param table the table's name
   * @param urlSuffix the domain of AWS in this partition
   */
  public static DeliveryLedger ledger(String table, String urlSuffix) {
    return new DeliveryLedger(
        new DynamoLedgerStore(AwsClients.dynamoDb(urlSuffix), table),
        InstantSource.system(),
        () -> UUID.randomUUID().toString());
  }

  @Override
  public Optional<LedgerEntry> find(IdempotencyKey key) {
    return calls.call("read", () -> read(key));
  }

  private Optional<LedgerEntry> read(IdempotencyKey key) {
    Map<String, Attribute> item =
        table.get(Map.of(LedgerTable.KEY, Attribute.text(key.toString())));
    return item.isEmpty() ? Optional.empty() : Optional.of(DynamoItem.read(item));
  }

  @Override
  public Map<IdempotencyKey, LedgerEntry> findAll(Collection<IdempotencyKey> keys) {
    List<Attribute> distinct =
        keys.stream().distinct().map(key -> Attribute.text(key.toString())).toList();
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
      table.put(
          DynamoItem.of(entry),
          new Expression(
              "attribute_not_exists(#key) OR #revision = :before",
              Map.of("#key", LedgerTable.KEY, "#revision", LedgerField.REVISION.word()),
              Map.of(":before", Attribute.number(entry.revision() - 1))));
      return Optional.empty();
    } catch (ConditionFailedException e) {
      return Optional.of(
          e.item().isEmpty()
              ? read(entry.key()).orElseThrow(() -> gone(e))
              : DynamoItem.read(e.item()));
    }
  }

  /** Writes an item that is not there if it is there, in the words of {@link #write}. */
  @Override
  public void prime() {
    calls.call("write to", this::putNothing);
  }

  private boolean putNothing() {
    try {
      table.put(
          Map.of(LedgerTable.KEY, Attribute.text(NO_KEY)),
          new Expression("attribute_exists(#key)", Map.of("#key", LedgerTable.KEY)));
      return true;
    } catch (ConditionFailedException e) {
      return false;
    }
  }

  private LedgerUnavailableException gone(ConditionFailedException e) {
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
      List<Map<String, Attribute>> items, Predicate<LedgerEntry> wanted) {
    return items.stream().map(DynamoItem::read).filter(wanted).sorted(LATEST_FIRST).toList();
  }

  private static boolean isDue(LedgerEntry entry, Instant before) {
    Instant due = entry.dueAt();
    return due != null && due.isBefore(before);
  }

  @Override
  public void close() {
    calls.close();
  }
}
