package dev.everhook.embedded;

import dev.everhook.core.InvalidSettingsException;
import dev.everhook.embedded.schedule.InvalidScheduleException;
import dev.everhook.infra.Template;
import dev.everhook.worker.WorkerSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an embedded run is told, and the times that the template derives from it. */
record RunSettings(
    WorkerSettings worker, ScheduleSettings schedule, int batchSize, int maxConcurrency) {

  /**
   * @throws InvalidSettingsException with every problem
   */
  static RunSettings read(Parameters parameters, Template template) {
    List<String> problems = new ArrayList<>();
    WorkerSettings worker = null;
    ScheduleSettings schedule = null;
    try {
      worker = WorkerSettings.read(withTimes(parameters, template));
    } catch (InvalidSettingsException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    try {
      schedule = ScheduleSettings.read(parameters);
    } catch (InvalidScheduleException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return of(parameters, worker, schedule, problems);
  }

  private static RunSettings of(
      Parameters parameters,
      @Nullable WorkerSettings worker,
      @Nullable ScheduleSettings schedule,
      List<String> problems) {
    if (worker == null || schedule == null) {
      throw new InvalidSettingsException(problems);
    }
    return new RunSettings(
        worker, schedule, parameters.number("BatchSize"), parameters.number("MaxConcurrency"));
  }

  /** The parameters, and what a function finds beside them in its environment. */
  private static Map<String, String> withTimes(Parameters parameters, Template template) {
    Map<String, String> values = new HashMap<>(parameters.values());
    String timeout = parameters.value("WebhookTimeout");
    for (String name : List.of("Lease", "FunctionTimeout", "Visibility")) {
      values.put(name, Integer.toString(template.number("Times", timeout, name)));
    }
    for (String name : List.of("MaxReceiveCount", "Retention")) {
      values.put(name, Integer.toString(template.number("Queues", "Refresh", name)));
    }
    return values;
  }
}
