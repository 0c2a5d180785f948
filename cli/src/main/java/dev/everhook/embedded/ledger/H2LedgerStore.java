package dev.everhook.embedded.ledger;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerStore;
import dev.everhook.core.ledger.OperationStore;
import dev.everhook.embedded.sqs.H2File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ledger in {@code ledger.mv.db} in the data folder: what a write acknowledged is in the file,
 * so a {@code kill -9} loses nothing. Entries are forgotten {@link LedgerEntry#KEPT} after their
 * last change. Operations are kept beside them. Safe for use by many threads, and beside other
 * stores of the same folder in this process.
 */
public final class H2LedgerStore implements LedgerStore {
  private static final int WRITES_BETWEEN_CLEANINGS = 1_000;

  /** More than were written since the last cleaning, and few enough to keep nobody waiting. */
  private static final int MOST_IN_A_CLEANING = 2_000;

  private final LedgerCalls calls;
  private final EntryTable entries;
  private final OperationTable operations;
  private final InstantSource clock;

  /** Counted by the thread alone. */
  private int writes;

  private H2LedgerStore(
      LedgerCalls calls, EntryTable entries, OperationTable operations, InstantSource clock) {
    this.calls = calls;
    this.entries = entries;
    this.operations = operations;
    this.clock = clock;
  }

  /**
   * Opens the ledger of a data folder, and makes it if need be. Its calls answer within {@link
   * DeliveryLedger#PATIENCE}.
   *
   * @param clock tells what is old enough to be forgotten
   * @throws IOException if it cannot be opened
   */
  public static H2LedgerStore open(Path folder, InstantSource clock) throws IOException {
    return open(folder, clock, DeliveryLedger.PATIENCE);
  }

  /**
   * Opens the ledger as {@link #open(Path, InstantSource)} does.
   *
   * @param patience how long a call may take before the ledger counts as unavailable
   * @throws IOException if it cannot be opened
   */
  public static H2LedgerStore open(Path folder, InstantSource clock, Duration patience)
      throws IOException {
    Connection connection = H2File.open(folder, "ledger");
    try {
      EntryTable entries = new EntryTable(connection);
      entries.forget(clock.instant(), Integer.MAX_VALUE);
      OperationTable operations = new OperationTable(connection);
      return new H2LedgerStore(
          new LedgerCalls(new CommitThread(connection), patience), entries, operations, clock);
    } catch (SQLException e) {
      throw closing(
          connection,
          new IOException("The ledger in " + folder + " cannot be opened: " + e.getMessage(), e));
    }
  }

  private static IOException closing(Connection connection, IOException failure) {
    try {
      connection.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /**
   * Ends all leases, those of operations too: for a start, when nobody is left who could have one.
   * A writer of before is refused from now on, and an operation that never ended may begin again.
   */
  public void voidLeases() {
    Instant now = clock.instant();
    calls.callAtStart("write to", () -> entries.endLeases(now) + operations.endLeases(now));
  }

  /** What operators did, in the same file; closed with this store. */
  public OperationStore operations() {
    return new H2OperationStore(calls, operations);
  }

  @Override
  public Optional<LedgerEntry> find(IdempotencyKey key) {
    return calls.call("read", () -> entries.find(key));
  }

  @Override
  public Map<IdempotencyKey, LedgerEntry> findAll(Collection<IdempotencyKey> keys) {
    List<IdempotencyKey> asked = List.copyOf(keys);
    return calls.call(
        "read",
        () -> {
          Map<IdempotencyKey, LedgerEntry> found = new HashMap<>();
          for (IdempotencyKey key : asked) {
            entries.find(key).ifPresent(entry -> found.put(key, entry));
          }
          return found;
        });
  }

  @Override
  public Optional<LedgerEntry> write(LedgerEntry entry) {
    return calls.call("write to", () -> put(entry));
  }

  /** One step even beside another store: whoever comes second finds no such revision, or a key. */
  private Optional<LedgerEntry> put(LedgerEntry entry) throws SQLException {
    if (++writes % WRITES_BETWEEN_CLEANINGS == 0) {
      entries.forget(clock.instant(), MOST_IN_A_CLEANING);
    }
    // Nothing is ever of revision 0.
    if ((entry.revision() > 1 && entries.replace(entry)) || entries.insert(entry)) {
      return Optional.empty();
    }
    return Optional.of(
        entries
            .find(entry.key())
            .orElseThrow(() -> new SQLException("the entry that was in the way is gone")));
  }

  @Override
  public List<LedgerEntry> recent(int most) {
    return calls.call("read", () -> entries.recent(most));
  }

  @Override
  public List<LedgerEntry> overdue(Instant before, int most) {
    return calls.call("read", () -> entries.overdue(before, most));
  }

  @Override
  public void close() {
    calls.close();
  }
}
