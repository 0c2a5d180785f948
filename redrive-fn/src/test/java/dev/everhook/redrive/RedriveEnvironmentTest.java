package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everhook.core.InvalidSettingsException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedriveEnvironmentTest {
  private static Map<String, String> variables() {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "REFRESH_QUEUE_URL", "https://sqs/refresh",
                "DEAD_LETTER_QUEUE_URL", "https://sqs/dead",
                "SCHEDULER_DEAD_LETTER_QUEUE_URL", "",
                "LEDGER_TABLE", "ledger",
                "VISIBILITY", "4680",
                "SCHEDULE_ARN", "arn",
                "SCHEDULE_EXPRESSION", "rate(72 hours)",
                "SCHEDULE_TIMEZONE", "UTC",
                "SCHEDULE_STATE", "ENABLED",
                "FLEXIBLE_WINDOW_MINUTES", "0"));
    variables.put("URL_SUFFIX", "amazonaws.com");
    return variables;
  }

  @Test
  void what_is_optional_may_be_left_out_or_empty() {
    assertThat(RedriveEnvironment.of(variables()))
        .isEqualTo(
            new RedriveEnvironment(
                URI.create("https://sqs/refresh"),
                URI.create("https://sqs/dead"),
                null,
                "ledger",
                "amazonaws.com",
                null,
                Duration.ofMinutes(78),
                new ScheduleFacts("arn", "rate(72 hours)", "UTC", null, "ENABLED", null, 0)));
  }

  @Test
  void everything_is_read() {
    Map<String, String> variables = variables();
    variables.put("SCHEDULER_DEAD_LETTER_QUEUE_URL", "https://sqs/scheduler");
    variables.put("ARCHIVE_BUCKET", "bucket");
    variables.put("SCHEDULE_START_DATE", "2026-03-01T12:00:00Z");

    RedriveEnvironment environment = RedriveEnvironment.of(variables);

    assertThat(environment.schedulerDeadLetterQueueUrl())
        .isEqualTo(URI.create("https://sqs/scheduler"));
    assertThat(environment.archiveBucket()).isEqualTo("bucket");
    assertThat(environment.schedule().startDate()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
  }

  @Test
  void every_problem_is_named() {
    Map<String, String> variables = variables();
    variables.remove("LEDGER_TABLE");
    variables.put("VISIBILITY", "an hour");
    variables.put("SCHEDULE_START_DATE", "tomorrow");

    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(() -> RedriveEnvironment.of(variables))
        .withMessageContaining("LedgerTable: is missing")
        .withMessageContaining("Visibility: must be a whole number")
        .withMessageContaining("ScheduleStartDate: must be an instant");
  }
}
