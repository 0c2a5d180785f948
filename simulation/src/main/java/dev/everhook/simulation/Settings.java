package dev.everhook.simulation;

import dev.everhook.worker.WorkerSettings;
import java.time.Duration;
import java.util.Map;

/** The template's defaults, as the functions read them. */
final class Settings {
  static final int MAX_ATTEMPTS = 8;
  static final int MAX_RECEIVES = 60;
  static final Duration WEBHOOK_TIMEOUT = Duration.ofMinutes(10);
  static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(11);
  static final Duration VISIBILITY = Duration.ofMinutes(66);
  static final Duration RETENTION = Duration.ofDays(13);
  static final Duration DEAD_RETENTION = Duration.ofDays(14);

  static final WorkerSettings WORKER =
      WorkerSettings.read(
          Map.ofEntries(
              Map.entry("WebhookUrl", "https://receiver.example/functions/v1/refresh-watch"),
              Map.entry("WebhookTimeout", Long.toString(WEBHOOK_TIMEOUT.toSeconds())),
              Map.entry("MaxAttempts", Integer.toString(MAX_ATTEMPTS)),
              Map.entry("RetryBaseDelay", "60"),
              Map.entry("RetryMaxDelay", "39600"),
              Map.entry("IdempotencyKeyFormat", "quoted"),
              Map.entry("Lease", "630"),
              Map.entry("FunctionTimeout", Long.toString(FUNCTION_TIMEOUT.toSeconds())),
              Map.entry("Visibility", Long.toString(VISIBILITY.toSeconds())),
              Map.entry("MaxReceiveCount", Integer.toString(MAX_RECEIVES)),
              Map.entry("Retention", Long.toString(RETENTION.toSeconds()))));

  private Settings() {}
}
