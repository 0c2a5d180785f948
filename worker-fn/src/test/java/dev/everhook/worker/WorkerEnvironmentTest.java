package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everhook.core.InvalidSettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerEnvironmentTest {
  @Test
  void every_problem_of_an_environment_comes_at_once_by_parameter() {
    Map<String, String> environment =
        Map.of(
            "WEBHOOK_URL", "http://a.example/",
            "WEBHOOK_TIMEOUT", "600",
            "MAX_ATTEMPTS", "8",
            "RETRY_BASE_DELAY", "60",
            "RETRY_MAX_DELAY", "39600",
            "IDEMPOTENCY_KEY_FORMAT", "bare",
            "REFRESH_QUEUE_URL", "refresh");

    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(() -> WorkerEnvironment.read(environment))
        .satisfies(
            e ->
                assertThat(
                        String.valueOf(e.getMessage())
                            .lines()
                            .map(line -> line.substring(0, line.indexOf(':'))))
                    .containsExactlyInAnyOrder(
                        "WebhookUrl",
                        "IdempotencyKeyFormat",
                        "RefreshQueueUrl",
                        "DeadLetterQueueUrl",
                        "LedgerTable",
                        "SecretArn",
                        "UrlSuffix",
                        "Lease",
                        "FunctionTimeout",
                        "Visibility",
                        "MaxReceiveCount",
                        "Retention"));
  }
}
