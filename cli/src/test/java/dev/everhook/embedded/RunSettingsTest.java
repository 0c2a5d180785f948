package dev.everhook.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everhook.core.InvalidSettingsException;
import dev.everhook.infra.Template;
import dev.everhook.worker.Times;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunSettingsTest {
  private final Template template = Template.load();

  private RunSettings read(String... assignments) {
    return RunSettings.read(Parameters.read(template, List.of(assignments)), template);
  }

  @Test
  void times_are_those_that_the_template_derives_from_the_webhook_timeout() {
    RunSettings settings = read("WebhookUrl=https://example.com", "WebhookTimeout=60");

    assertThat(settings.worker().webhookTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.worker().times())
        .isEqualTo(
            new Times(
                Duration.ofSeconds(90),
                Duration.ofMinutes(2),
                Duration.ofMinutes(12),
                60,
                Duration.ofDays(13)));
  }

  @Test
  void problems_of_worker_and_schedule_are_said_together() {
    assertThatThrownBy(
            () ->
                read(
                    "WebhookUrl=http://example.com",
                    "RetryBaseDelay=100",
                    "RetryMaxDelay=10",
                    "ScheduleExpression=rate(1 hours)"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("WebhookUrl: must be https")
        .hasMessageContaining("RetryMaxDelay: must not be shorter than RetryBaseDelay")
        .hasMessageContaining("ScheduleExpression");
  }

  @Test
  void attempts_that_outlast_the_queues_retention_are_refused() {
    assertThatThrownBy(
            () ->
                read(
                    "WebhookUrl=https://example.com",
                    "WebhookTimeout=780",
                    "MaxAttempts=20",
                    "RetryBaseDelay=39600"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("MaxAttempts: with RetryBaseDelay")
        .hasMessageContaining("retention of 312 hours");
  }
}
