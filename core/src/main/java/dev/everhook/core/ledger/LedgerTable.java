package dev.everhook.core.ledger;

import dev.everhook.core.IdempotencyKey;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The ledger's table in DynamoDB, as {@link DynamoLedgerStore} and {@link DynamoOperationStore}
 * need it: one item a delivery and one an operation, with the partition key {@link #KEY}; the index
 * {@link #RECENT}; and time to live by {@link #EXPIRES}.
 *
 * <p>The index holds every delivery under one of {@code 2 * }{@value #SPREAD} shards, so that a
 * bulk enqueue does not throttle its own table, and unfinished ones apart from finished ones, so
 * that a sweep reads no more than it must. Operations, of which there are few, lie under a shard of
 * their own.
 */
public final class LedgerTable {
  /** The table's partition key, of type S; it has no sort key. */
  public static final String KEY = LedgerField.KEY.word();

  /** The attribute by which items expire, of type N: seconds since 1970-01-01T00:00:00Z. */
  public static final String EXPIRES = "expires";

  /** The index of what changed last. */
  public static final String RECENT = "recent";

  /** The partition key of the index, of type S. */
  public static final String SHARD = "shard";

  /** The sort key of the index, of type N: milliseconds since 1970-01-01T00:00:00Z. */
  public static final String CHANGED_AT = LedgerField.CHANGED_AT.word();

  /** The attributes that are in the index besides keys (projection type INCLUDE). */
  public static final List<String> INCLUDED = List.of(LedgerField.DUE_AT.word());

  /** The attributes that keys are made of, with their types. */
  public static final Map<String, String> ATTRIBUTES =
      Map.of(KEY, "S", SHARD, "S", CHANGED_AT, "N");

  private static final int SPREAD = 8;
  private static final String OPEN = "open-";
  private static final String DONE = "done-";

  /** The shard of all operations. */
  static final String OPERATIONS = "operations";

  private static final String OPERATION = "operation#";

  private LedgerTable() {}

  /** The key of an operation's item: never that of a delivery, which is a UUID. */
  static String operationKey(String id) {
    return OPERATION + id;
  }

  /** The operation of an item's key. */
  static String operationId(String key) {
    if (!key.startsWith(OPERATION)) {
      throw new IllegalStateException("the item %s is no operation".formatted(key));
    }
    return key.substring(OPERATION.length());
  }

  /** The shard of an entry. */
  static String shard(LedgerEntry entry) {
    return (entry.state().isFinished() ? DONE : OPEN) + spread(entry.key());
  }

  /** The hash of a name is as good as random in every bit, but for the six that say what it is. */
  private static long spread(IdempotencyKey key) {
    return key.value().getLeastSignificantBits() & (SPREAD - 1);
  }

  /** The shards of unfinished deliveries. */
  static List<String> openShards() {
    return shards(OPEN).toList();
  }

  /** All shards of deliveries. */
  static List<String> allShards() {
    return Stream.concat(openShards().stream(), shards(DONE)).toList();
  }

  private static Stream<String> shards(String prefix) {
    return IntStream.range(0, SPREAD).mapToObj(i -> prefix + i);
  }
}
