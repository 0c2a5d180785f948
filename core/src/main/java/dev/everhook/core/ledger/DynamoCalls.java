package dev.everhook.core.ledger;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Calls of one table: bounded in time whatever they hang on, and with their errors sorted.
 *
 * <p>The client has a timeout of its own, but it ends no look-up of a name, which cannot be
 * interrupted; hence a thread for each call.
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
      case AwsServiceException answer when isRefusal(answer) ->
          refused(attempted, problem(answer), answer);
      case AwsServiceException answer -> unavailable(attempted, problem(answer), answer);
      case SdkException none -> unavailable(attempted, String.valueOf(none.getMessage()), none);
      case RuntimeException unreadable ->
          refused(attempted, String.valueOf(unreadable.getMessage()), unreadable);
      default -> unavailable(attempted, String.valueOf(cause.getMessage()), cause);
    };
  }

  /** What will be refused again: every 4xx but those that say "not now". */
  private static boolean isRefusal(AwsServiceException answer) {
    int status = answer.statusCode();
    return status >= 400
        && status < 500
        && status != 408
        && status != 429
        && !answer.isThrottlingException();
  }

  private static String problem(AwsServiceException answer) {
    return answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
        ? "status " + answer.statusCode()
        : answer.awsErrorDetails().errorCode() + ": " + answer.awsErrorDetails().errorMessage();
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
