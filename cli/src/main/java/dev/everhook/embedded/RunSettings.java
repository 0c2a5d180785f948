package dev.everhook.embedded;

import dev.everhook.core.InvalidSettingsException;
import dev.everhook.embedded.schedule.InvalidScheduleException;
import dev.everhook.infra.Template;
import dev.everhook.worker.Backoff;
import dev.everhook.worker.WorkerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an embedded run is told, and the times that the template derives from it.
 *
 * @param functionTimeout the longest that the worker may take for a batch
 * @param visibility for how long a received message is hidden
 * @param maxReceiveCount after how many receives the queue itself gives up on a message
 */
record RunSettings(
    WorkerSettings worker,
    ScheduleSettings schedule,
    int batchSize,
    int maxConcurrency,
    Duration functionTimeout,
    Duration visibility,
    int maxReceiveCount) {

  /**
   * @throws InvalidSettingsException with every problem
   */
  static RunSettings read(Parameters parameters, Template template) {
    List<String> problems = new ArrayList<>();
    WorkerSettings worker = null;
    ScheduleSettings schedule = null;
    try {
      worker = WorkerSettings.read(parameters.values());
    } catch (InvalidSettingsException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    try {
      schedule = ScheduleSettings.read(parameters);
    } catch (InvalidScheduleException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return of(parameters, template, worker, schedule, problems);
  }

  private static RunSettings of(
      Parameters parameters,
      Template template,
      @Nullable WorkerSettings worker,
      @Nullable ScheduleSettings schedule,
      List<String> problems) {
    if (worker == null || schedule == null) {
      throw new InvalidSettingsException(problems);
    }
    String timeout = parameters.value("WebhookTimeout");
    RunSettings settings =
        new RunSettings(
            worker,
            schedule,
            parameters.number("BatchSize"),
            parameters.number("MaxConcurrency"),
            Duration.ofSeconds(template.number("Times", timeout, "FunctionTimeout")),
            Duration.ofSeconds(template.number("Times", timeout, "Visibility")),
            template.number("Queues", "Refresh", "MaxReceiveCount"));
    settings.checkFitsIn(Duration.ofSeconds(template.number("Queues", "Refresh", "Retention")));
    return settings;
  }

  /** All attempts, and every receive that the queue allows besides, must end before it forgets. */
  private void checkFitsIn(Duration retention) {
    Duration longest =
        new Backoff(worker.retryBaseDelay(), worker.retryMaxDelay())
            .longestHorizon(worker.maxAttempts())
            .plus(visibility.multipliedBy(maxReceiveCount));
    if (longest.compareTo(retention) >= 0) {
      throw new InvalidSettingsException(
          List.of(
              "MaxAttempts: with RetryBaseDelay, RetryMaxDelay and WebhookTimeout, a delivery could"
                  + " take %d hours; it must end before the queue's retention of %d hours"
                      .formatted(longest.toHours(), retention.toHours())));
    }
  }
}
