package dev.everhook.worker;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The worker's parameters, as the template has them, and any changed for a test. Immutable. */
record WorkerParameters(Map<String, String> values) {
  /** The template's defaults, and a webhook that nobody should call. */
  static final WorkerParameters DEFAULTS =
      new WorkerParameters(
              Map.of(
                  "WebhookUrl", "https://webhook.invalid/functions/v1/refresh-watch",
                  "AllowPlainHttp", "false",
                  "MaxAttempts", "8",
                  "RetryBaseDelay", "60",
                  "RetryMaxDelay", "39600",
                  "RetryStatuses", "",
                  "RejectStatuses", "",
                  "SlotExpiry", "",
                  "IdempotencyKeyFormat", "quoted"))
          .withWebhookTimeout(600)
          .with("MaxReceiveCount", 60)
          .with("Retention", 1_123_200);

  WorkerParameters {
    values = Map.copyOf(values);
  }

  WorkerParameters with(String name, Object value) {
    Map<String, String> changed = new HashMap<>(values);
    changed.put(name, value.toString());
    return new WorkerParameters(changed);
  }

  /** With the times that derive from it. */
  WorkerParameters withWebhookTimeout(int seconds) {
    return with("WebhookTimeout", seconds)
        .with("Lease", seconds + 30)
        .with("FunctionTimeout", seconds + 60)
        .with("Visibility", 6 * (seconds + 60));
  }

  WorkerParameters without(String name) {
    Map<String, String> changed = new HashMap<>(values);
    changed.remove(name);
    return new WorkerParameters(changed);
  }

  WorkerParameters calling(URI webhook) {
    return with("WebhookUrl", webhook);
  }

  WorkerSettings settings() {
    return WorkerSettings.read(values);
  }
}
