package dev.everhook.core.ledger;

import dev.everhook.core.aws.AwsCallException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of one table: bounded in time whatever they hang on, and with their errors sorted.
 *
 * <p>A call may be of several of the service, whose attempts have bounds of their own.
 */
final class DynamoCalls implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String table;
  private final Duration patience;

  DynamoCalls(String table, Duration patience) {
    this.table = table;
    this.patience = patience;
  }

  /**
   * Makes a call.
   *
   * @param attempted what is attempted, such as {@code read}
   */
  <T> T call(String attempted, Callable<T> work) {
    Future<T> answer = threads.submit(work);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw sorted(attempted, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw unavailable(attempted, "no answer within %d s".formatted(patience.toSeconds()), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw unavailable(attempted, "interrupted", e);
    }
  }

  /** Begins a part of a call, beside others. */
  <T> Future<T> begin(Callable<T> part) {
    return threads.submit(part);
  }

  private RuntimeException sorted(String attempted, Throwable cause) {
    return switch (cause) {
      case LedgerUnavailableException known -> known;
      case LedgerRefusedException known -> known;
      case ExecutionException ofPart when ofPart.getCause() != null ->
          sorted(attempted, ofPart.getCause());
      case AwsCallException failed when failed.isTransient() ->
          unavailable(attempted, String.valueOf(failed.getMessage()), failed);
      case RuntimeException unreadable ->
          refused(attempted, String.valueOf(unreadable.getMessage()), unreadable);
      default -> unavailable(attempted, String.valueOf(cause.getMessage()), cause);
    };
  }

  /** An outage. */
  LedgerUnavailableException unavailable(String attempted, String problem, Throwable cause) {
    return new LedgerUnavailableException(attempted, named(problem), cause);
  }

  private LedgerRefusedException refused(String attempted, String problem, Throwable cause) {
    return new LedgerRefusedException(attempted, named(problem), cause);
  }

  private String named(String problem) {
    return "table %s: %s".formatted(table, problem);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
