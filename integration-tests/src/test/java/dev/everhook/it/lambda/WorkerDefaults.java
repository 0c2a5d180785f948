package dev.everhook.it.lambda;

import dev.everhook.core.Settings;
import dev.everhook.infra.ResourceNames;
import dev.everhook.infra.Template;
import dev.everhook.worker.WorkerSettings;
import java.util.Map;

/** The worker's settings as a stack has them whose parameters are the template's defaults. */
public final class WorkerDefaults {
  private WorkerDefaults() {}

  /** Those of a worker that calls this webhook. */
  public static WorkerSettings of(String webhookUrl) {
    return WorkerSettings.read(
        Settings.fromEnvironment(
            Template.load()
                .stack(Map.of("WebhookUrl", webhookUrl), ResourceNames.placeholders())
                .function("WorkerFunction")
                .environment(),
            WorkerSettings.NAMES));
  }
}
