package dev.everhook.embedded.ledger;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerRefusedException;
import dev.everhook.core.ledger.LedgerStore;
import dev.everhook.core.ledger.LedgerUnavailableException;
import dev.everhook.embedded.sqs.H2File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.h2.api.ErrorCode;

/**
 * The ledger in {@code ledger.mv.db} in the data folder: what a write acknowledged is in the file,
 * so a {@code kill -9} loses nothing. Entries are forgotten {@link LedgerEntry#KEPT} after their
 * last change. Safe for use by many threads, and beside other stores of the same folder in this
 * process.
 */
public final class H2LedgerStore implements LedgerStore {
  private static final Set<Integer> REFUSALS =
      Set.of(
          ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1,
          ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1,
          ErrorCode.COLUMN_NOT_FOUND_1,
          ErrorCode.FILE_CORRUPTED_1);

  private static final int WRITES_BETWEEN_CLEANINGS = 1_000;

  /** More than were written since the last cleaning, and few enough to keep nobody waiting. */
  private static final int MOST_IN_A_CLEANING = 2_000;

  private final CommitThread thread;
  private final EntryTable entries;
  private final InstantSource clock;

  /** Counted by the thread alone. */
  private int writes;

  private H2LedgerStore(CommitThread thread, EntryTable entries, InstantSource clock) {
    this.thread = thread;
    this.entries = entries;
    this.clock = clock;
  }

  /**
   * Opens the ledger of a data folder, and makes it if need be.
   *
   * @param clock tells what is old enough to be forgotten
   * @throws IOException if it cannot be opened
   */
  public static H2LedgerStore open(Path folder, InstantSource clock) throws IOException {
    Connection connection = H2File.open(folder, "ledger");
    try {
      EntryTable entries = new EntryTable(connection);
      entries.forget(clock.instant(), Integer.MAX_VALUE);
      return new H2LedgerStore(new CommitThread(connection), entries, clock);
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
   * Ends all leases: for a start, when nobody is left who could have one. A writer of before is
   * refused from now on.
   */
  public void voidLeases() {
    ask("write to", () -> entries.endLeases(clock.instant()));
  }

  @Override
  public Optional<LedgerEntry> find(IdempotencyKey key) {
    return ask("read", () -> entries.find(key));
  }

  @Override
  public Optional<LedgerEntry> write(LedgerEntry entry) {
    return ask("write to", () -> put(entry));
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
    return ask("read", () -> entries.recent(most));
  }

  @Override
  public List<LedgerEntry> overdue(Instant before, int most) {
    return ask("read", () -> entries.overdue(before, most));
  }

  private <T> T ask(String attempted, CommitThread.Work<T> work) {
    CompletableFuture<T> answer = thread.submit(work);
    try {
      return answer.get(DeliveryLedger.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw sorted(attempted, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(false);
      throw new LedgerUnavailableException(attempted, "it is busy", e);
    } catch (InterruptedException e) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      throw new LedgerUnavailableException(attempted, "interrupted", e);
    }
  }

  private static RuntimeException sorted(String attempted, Throwable cause) {
    String problem = String.valueOf(cause.getMessage());
    boolean refused =
        cause instanceof SQLException sql
            ? REFUSALS.contains(sql.getErrorCode())
            : cause instanceof RuntimeException;
    return refused
        ? new LedgerRefusedException(attempted, problem, cause)
        : new LedgerUnavailableException(attempted, problem, cause);
  }

  @Override
  public void close() {
    try {
      thread.close();
    } catch (SQLException e) {
      throw new IllegalStateException("The ledger cannot be closed", e);
    }
  }
}
