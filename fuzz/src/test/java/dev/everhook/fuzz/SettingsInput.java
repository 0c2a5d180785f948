package dev.everhook.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.InvalidSettingsException;
import dev.everhook.core.Settings;
import dev.everhook.infra.ResourceNames;
import dev.everhook.infra.Template;
import dev.everhook.worker.WorkerSettings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings are taken, or each problem names its parameter. */
final class SettingsInput implements Target.Check {
  /** The template's defaults. */
  private static final Map<String, String> SOUND =
      Settings.fromEnvironment(
          Template.load()
              .stack(
                  Map.of("WebhookUrl", "https://webhook.invalid/refresh"),
                  ResourceNames.placeholders())
              .function("WorkerFunction")
              .environment(),
          WorkerSettings.NAMES);

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
