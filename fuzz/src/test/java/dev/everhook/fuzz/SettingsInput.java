package dev.everhook.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.InvalidSettingsException;
import dev.everhook.worker.WorkerSettings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings are taken, or each problem names its parameter. */
final class SettingsInput implements Target.Check {
  private static final Map<String, String> SOUND =
      Map.ofEntries(
          Map.entry("WebhookUrl", "https://webhook.invalid/refresh"),
          Map.entry("WebhookTimeout", "600"),
          Map.entry("MaxAttempts", "8"),
          Map.entry("RetryBaseDelay", "60"),
          Map.entry("RetryMaxDelay", "39600"),
          Map.entry("IdempotencyKeyFormat", "quoted"),
          Map.entry("Lease", "630"),
          Map.entry("FunctionTimeout", "660"),
          Map.entry("Visibility", "3960"),
          Map.entry("MaxReceiveCount", "60"),
          Map.entry("Retention", "1123200"));

  @Override
  public void check(byte[] input) {
    Map<String, String> values = new LinkedHashMap<>(SOUND);
    for (String line : new String(input, StandardCharsets.UTF_8).split("\n", -1)) {
      String[] setting = line.split("=", 2);
      if (setting.length == 2) {
        values.put(setting[0], setting[1]);
      }
    }
    try {
      WorkerSettings read = WorkerSettings.read(values);
      assertThat(read.retryMaxDelay()).isGreaterThanOrEqualTo(read.retryBaseDelay());
      assertThat(read.times().lease()).isGreaterThan(read.webhookTimeout());
      assertThat(read.webhookUrl().getHost()).isNotBlank();
    } catch (InvalidSettingsException e) {
      assertThat(String.valueOf(e.getMessage()).lines())
          .isNotEmpty()
          .allMatch(line -> WorkerSettings.NAMES.contains(line.substring(0, line.indexOf(": "))));
    }
  }
}
