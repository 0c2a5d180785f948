package dev.everhook.simulation;

import dev.everhook.core.RefreshRequest;
import dev.everhook.core.Settings;
import dev.everhook.infra.ResourceNames;
import dev.everhook.infra.Template;
import dev.everhook.worker.Backoff;
import dev.everhook.worker.Times;
import dev.everhook.worker.WorkerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stack runs with: parameters, and what the template derives from them.
 *
 * @param parameters those that are not the template's defaults, as a person would write them
 * @param worker what the worker reads
 * @param deadRetention for how long the dead-letter queue keeps a letter
 */
record StackSettings(String parameters, WorkerSettings worker, Duration deadRetention) {
  private static final StackSettings DEFAULTS = of(Map.of());

  /** The ends of what the parameters allow, and each that changes a decision. */
  private static final List<StackSettings> OTHERS =
      List.of(
          of(
              Map.of(
                  "WebhookTimeout", "10",
                  "MaxAttempts", "3",
                  "RetryBaseDelay", "1",
                  "RetryMaxDelay", "60")),
          of(Map.of("WebhookTimeout", "780", "MaxAttempts", "20", "RetryMaxDelay", "7200")),
          of(Map.of("MaxAttempts", "1")),
          of(Map.of("SlotExpiry", "24")),
          of(Map.of("WebhookTimeout", "60", "SlotExpiry", "6")),
          of(Map.of("RetryStatuses", "404,422", "RejectStatuses", "409,429,500")));

  private static final double OTHER_THAN_DEFAULTS = 0.4;

  /** Those of one world: the template's defaults more often than not. */
  static StackSettings of(Chance chance) {
    return chance.happens("parameters", OTHER_THAN_DEFAULTS)
        ? OTHERS.get(chance.below("parameters", OTHERS.size()))
        : DEFAULTS;
  }

  private static StackSettings of(Map<String, String> parameters) {
    Template template = Template.load();
    Map<String, String> values = new HashMap<>(parameters);
    values.put("WebhookUrl", "https://receiver.example/functions/v1/refresh-watch");
    return new StackSettings(
        new TreeMap<>(parameters).toString(),
        WorkerSettings.read(
            Settings.fromEnvironment(
                template
                    .stack(values, ResourceNames.placeholders())
                    .function("WorkerFunction")
                    .environment(),
                WorkerSettings.NAMES)),
        Duration.ofSeconds(template.number("Queues", "DeadLetter", "Retention")));
  }

  /** After it a request is not called any more; the end of time where there is no such instant. */
  Instant endOf(RefreshRequest request) {
    Instant end =
        request instanceof RefreshRequest.Scheduled slot && worker.slotExpiry() != null
            ? slot.scheduledTime().plus(worker.slotExpiry())
            : request.notAfter();
    return end == null ? Instant.MAX : end;
  }

  /** After it no message waits any longer for its worker. */
  Duration longestLife() {
    Times times = worker.times();
    Duration receives = times.visibility().multipliedBy(times.maxReceiveCount());
    return times.retention().minus(receives).minusHours(12);
  }

  Backoff backoff() {
    return new Backoff(worker.retryBaseDelay(), worker.retryMaxDelay());
  }
}
