package dev.everhook.embedded.ledger;

import dev.everhook.core.ledger.LedgerRefusedException;
import dev.everhook.core.ledger.LedgerUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.h2.api.ErrorCode;

/**
 * Calls of the ledger's file: bounded in time, and with their errors sorted.
 *
 * @param patience how long a call may take
 */
record LedgerCalls(CommitThread thread, Duration patience) implements AutoCloseable {
  private static final Set<Integer> REFUSALS =
      Set.of(
          ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1,
          ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1,
          ErrorCode.COLUMN_NOT_FOUND_1,
          ErrorCode.FILE_CORRUPTED_1);

  /**
   * Makes a call.
   *
   * @param attempted what is attempted, such as {@code read}
   */
  <T> T call(String attempted, CommitThread.Work<T> work) {
    return call(attempted, work, patience);
  }

  /** Makes a call that may take as long as it needs: nothing waits for it but a start. */
  <T> T callAtStart(String attempted, CommitThread.Work<T> work) {
    return call(attempted, work, Duration.ofDays(1));
  }

  private <T> T call(String attempted, CommitThread.Work<T> work, Duration longest) {
    CompletableFuture<T> answer = thread.submit(work);
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
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
