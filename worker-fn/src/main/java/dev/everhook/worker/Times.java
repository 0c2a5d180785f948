package dev.everhook.worker;

import dev.everhook.core.Settings;
import dev.everhook.core.Visibility;
import java.time.Duration;
import java.util.List;

/**
 * The times that the template derives from {@code WebhookTimeout}, and what the refresh queue keeps
 * to. Call &lt; lease &lt; function, and the visibility timeout is six times the function's.
 *
 * @param lease for how long the right to attempt a delivery lasts
 * @param functionTimeout after how long a function is stopped, whatever it does
 * @param visibility for how long a received message is hidden
 * @param maxReceiveCount after how many receives the refresh queue itself gives up on a message
 * @param retention for how long the refresh queue keeps a message
 */
public record Times(
    Duration lease,
    Duration functionTimeout,
    Duration visibility,
    int maxReceiveCount,
    Duration retention) {

  /** The settings that hold them; all but the count in seconds. */
  public static final List<String> NAMES =
      List.of("Lease", "FunctionTimeout", "Visibility", "MaxReceiveCount", "Retention");

  /** For what is left to do after a call: to record it, and to bury it. */
  static final Duration MARGIN = Duration.ofSeconds(10);

  /** For as long as that the worker may be kept off its queue: a pause, or an outage of SQS. */
  private static final Duration KEPT_OFF = Duration.ofHours(12);

  private static final int LONGEST_FUNCTION = 900;
  private static final int DAYS_14 = 1_209_600;

  static Times read(Settings settings) {
    return new Times(
        settings.seconds("Lease", 1, LONGEST_FUNCTION),
        settings.seconds("FunctionTimeout", 1, LONGEST_FUNCTION),
        settings.seconds("Visibility", 1, 43_200),
        settings.integer("MaxReceiveCount", 1, 1_000),
        settings.seconds("Retention", 60, DAYS_14));
  }

  /** How many waits of the longest kind fit into the retention: each takes a receive. */
  int mostHops() {
    return (int) retention.dividedBy(Visibility.LONGEST.minus(Visibility.MARGIN));
  }

  /**
   * The time after the send at which a message is looked at for the last time. Where the worker
   * dies over it from then on, there is time for every receive that the queue allows: it is a dead
   * letter then, before its queue forgets it.
   */
  Duration longestLife() {
    return retention.minus(visibility.multipliedBy(maxReceiveCount)).minus(KEPT_OFF);
  }

  void check(Settings settings, WorkerSettings worker) {
    if (lease.compareTo(worker.webhookTimeout().plus(MARGIN)) <= 0) {
      settings.problem(
          "Lease",
          "must be longer than WebhookTimeout and %d s more".formatted(MARGIN.toSeconds()),
          this);
    }
    if (functionTimeout.compareTo(lease) <= 0) {
      settings.problem("FunctionTimeout", "must be longer than Lease", this);
    }
    if (visibility.compareTo(functionTimeout.multipliedBy(6)) < 0) {
      settings.problem("Visibility", "must be at least 6 times FunctionTimeout", this);
    }
    checkReceives(settings, worker);
    checkRetention(settings, worker);
  }

  /** Otherwise the queue would take a message for a crash that the worker is still at. */
  private void checkReceives(Settings settings, WorkerSettings worker) {
    int most =
        worker.maxAttempts()
            + DeliveryPolicy.MOST_DEFERRALS
            + DeliveryPolicy.MOST_LOST
            + mostHops();
    if (most >= maxReceiveCount) {
      settings.problem(
          "MaxReceiveCount",
          "must be more than %d: MaxAttempts, and what a delivery may be put off and lost"
              .formatted(most),
          this);
    }
  }

  /** All attempts, and every receive that the queue allows besides, must end before it forgets. */
  private void checkRetention(Settings settings, WorkerSettings worker) {
    Duration longest =
        new Backoff(worker.retryBaseDelay(), worker.retryMaxDelay())
            .longestHorizon(worker.maxAttempts());
    if (longest.compareTo(longestLife()) >= 0) {
      settings.problem(
          "MaxAttempts",
          ("with RetryBaseDelay, RetryMaxDelay and WebhookTimeout, a delivery could take %d hours;"
                  + " it must end within %d hours: the queue's retention of %d hours, less its"
                  + " receives")
              .formatted(longest.toHours(), longestLife().toHours(), retention.toHours()),
          this);
    }
  }
}
