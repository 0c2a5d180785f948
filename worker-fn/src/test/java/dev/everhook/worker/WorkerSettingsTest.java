package dev.everhook.worker;

import static dev.everhook.worker.WorkerParameters.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everhook.core.InvalidSettingsException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerSettingsTest {
  @Test
  void the_templates_values_are_read_by_its_names() {
    assertThat(DEFAULTS.values().keySet())
        .containsExactlyInAnyOrderElementsOf(WorkerSettings.NAMES);
    assertThat(DEFAULTS.settings())
        .isEqualTo(
            new WorkerSettings(
                URI.create("https://webhook.invalid/functions/v1/refresh-watch"),
                Duration.ofMinutes(10),
                8,
                Duration.ofSeconds(60),
                Duration.ofHours(11),
                Set.of(),
                Set.of(),
                null,
                KeyFormat.QUOTED,
                new Times(
                    Duration.ofSeconds(630),
                    Duration.ofSeconds(660),
                    Duration.ofSeconds(3_960),
                    60,
                    Duration.ofDays(13))));
  }

  @Test
  void every_parameter_can_be_set() {
    WorkerSettings settings =
        DEFAULTS
            .withWebhookTimeout(30)
            .with("RetryStatuses", "404, 410")
            .with("RejectStatuses", "501")
            .with("SlotExpiry", "6")
            .with("IdempotencyKeyFormat", "raw")
            .settings();

    assertThat(settings.webhookTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.retryStatuses()).containsExactlyInAnyOrder(404, 410);
    assertThat(settings.rejectStatuses()).containsExactly(501);
    assertThat(settings.slotExpiry()).isEqualTo(Duration.ofHours(6));
    assertThat(settings.idempotencyKeyFormat()).isEqualTo(KeyFormat.RAW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WebhookUrl           | not a url                 | must be an absolute URL",
        "WebhookUrl           | /functions                | must be an absolute URL",
        "WebhookUrl           | https:///functions        | must be an absolute URL",
        "WebhookUrl           | https://a.example:0/      | must have a port from 1 to 65535",
        "WebhookUrl           | https://a.example:65536/  | must have a port from 1 to 65535",
        "WebhookUrl           | https://me@a.example/     | must have no user, password or"
            + " fragment",
        "WebhookUrl           | https://u:p@a.example/    | must have no user, password or"
            + " fragment",
        "WebhookUrl           | https://a.example/#here   | must have no user, password or"
            + " fragment",
        "WebhookUrl           | http://a.example/         | must be https; http only to",
        "WebhookUrl           | http://127.0.0.1.a.example/ | must be https; http only to",
        "WebhookUrl           | http://localhost.a.example/ | must be https; http only to",
        "WebhookUrl           | http://10.0.0.1/          | must be https; http only to",
        "WebhookUrl           | ftp://127.0.0.1/          | must be https; http only to",
        "AllowPlainHttp       | yes                       | must be true or false",
        "WebhookTimeout       | 0                         | must be a whole number from 1 to 780",
        "WebhookTimeout       | 781                       | must be a whole number from 1 to 780",
        "WebhookTimeout       | 10m                       | must be a whole number from 1 to 780",
        "MaxAttempts          | 0                         | must be a whole number from 1 to 20",
        "MaxAttempts          | 21                        | must be a whole number from 1 to 20",
        "RetryBaseDelay       | -60                       | must be a whole number from 1 to 39600",
        "RetryMaxDelay        | 39601                     | must be a whole number from 1 to 39600",
        "RetryMaxDelay        | 59                        | must not be shorter than"
            + " RetryBaseDelay",
        "RetryStatuses        | 200                       | must be a list of statuses",
        "RetryStatuses        | 404,                      | must be a list of statuses",
        "RejectStatuses       | 600                       | must be a list of statuses",
        "RejectStatuses       | teapot                    | must be a list of statuses",
        "SlotExpiry           | 0                         | must be a whole number from 1 to 8760",
        "IdempotencyKeyFormat | bare                      | must be one of [quoted, raw]",
        "Lease                | 610                       | must be longer than WebhookTimeout"
            + " and 10 s more",
        "Lease                | 901                       | must be a whole number from 1 to 900",
        "FunctionTimeout      | 630                       | must be longer than Lease",
        "FunctionTimeout      | 901                       | must be a whole number from 1 to 900",
        "Visibility           | 3959                      | must be at least 6 times"
            + " FunctionTimeout",
        "MaxReceiveCount      | 47                        | must be more than 47",
        "Retention            | 1209601                   | must be a whole number from 60 to"
            + " 1209600",
        "Retention            | 0                         | must be a whole number from 60 to"
            + " 1209600",
      })
  void a_bad_value_is_refused_by_name_and_rule(String name, String value, String rule) {
    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(DEFAULTS.with(name, value)::settings)
        .withMessageStartingWith(name + ": " + rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WebhookUrl",
        "WebhookTimeout",
        "MaxAttempts",
        "RetryBaseDelay",
        "RetryMaxDelay",
        "IdempotencyKeyFormat",
        "Lease",
        "FunctionTimeout",
        "Visibility",
        "MaxReceiveCount",
        "Retention"
      })
  void a_value_that_is_missing_is_named(String name) {
    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(DEFAULTS.without(name)::settings)
        .withMessageContaining(name + ": is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9000/functions/v1/refresh-watch",
        "http://127.1.2.3/",
        "http://localhost:9000/",
        "http://LOCALHOST/",
        "http://[::1]:9000/",
      })
  void plain_http_goes_to_a_loopback_address(URI url) {
    assertThat(DEFAULTS.calling(url).settings().webhookUrl()).isEqualTo(url);
  }

  @Test
  void plain_http_goes_anywhere_where_the_deployer_says_so() {
    WorkerParameters plain = DEFAULTS.with("WebhookUrl", "http://inside.example:8080/refresh");

    assertThat(plain.with("AllowPlainHttp", "true").settings().webhookUrl())
        .hasHost("inside.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://a.example/", "file:///etc/passwd", "http://me@a.example/"})
  void what_the_deployer_says_goes_for_plain_http_alone(String url) {
    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(DEFAULTS.with("AllowPlainHttp", "true").with("WebhookUrl", url)::settings)
        .withMessageStartingWith("WebhookUrl: ");
  }

  @Test
  void attempts_that_outlast_the_queues_retention_are_refused() {
    WorkerParameters patient = DEFAULTS.with("MaxAttempts", "20").with("RetryBaseDelay", "39600");

    assertThat(patient.settings().maxAttempts()).isEqualTo(20);
    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(patient.withWebhookTimeout(780)::settings)
        .withMessage(
            "MaxAttempts: with RetryBaseDelay, RetryMaxDelay and WebhookTimeout, a delivery could"
                + " take 229 hours; it must end within 216 hours: the queue's retention of 312"
                + " hours, less its receives");
  }

  @Test
  void the_queue_gives_up_on_a_message_only_after_every_reason_of_ours_to_see_it_again() {
    int hops = 13 * 24 / 12;

    assertThat(DEFAULTS.settings().times().mostHops()).isEqualTo(hops);
    assertThat(20 + DeliveryPolicy.MOST_DEFERRALS + DeliveryPolicy.MOST_LOST + hops)
        .isLessThan(DEFAULTS.settings().times().maxReceiveCount());
  }

  @Test
  void a_status_cannot_be_both_retried_and_rejected() {
    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(
            DEFAULTS.with("RetryStatuses", "404,410").with("RejectStatuses", "410")::settings)
        .withMessage("RejectStatuses: must not name a status that RetryStatuses names");
  }

  @Test
  void all_problems_come_at_once_one_line_each() {
    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(
            DEFAULTS
                    .with("WebhookUrl", "http://a.example/")
                    .with("MaxAttempts", "many")
                    .with("RetryBaseDelay", "120")
                    .with("RetryMaxDelay", "60")
                    .with("RejectStatuses", "x")
                ::settings)
        .satisfies(
            e ->
                assertThat(
                        String.valueOf(e.getMessage())
                            .lines()
                            .map(line -> line.substring(0, line.indexOf(':'))))
                    .containsExactlyInAnyOrder(
                        "WebhookUrl", "MaxAttempts", "RetryMaxDelay", "RejectStatuses"));
  }

  @Test
  void nothing_at_all_names_every_parameter_that_must_be_there() {
    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(() -> WorkerSettings.read(Map.of()))
        .satisfies(
            e ->
                assertThat(String.valueOf(e.getMessage()).lines())
                    .containsExactlyInAnyOrder(
                        "WebhookUrl: is missing",
                        "WebhookTimeout: is missing",
                        "MaxAttempts: is missing",
                        "RetryBaseDelay: is missing",
                        "RetryMaxDelay: is missing",
                        "IdempotencyKeyFormat: is missing",
                        "Lease: is missing",
                        "FunctionTimeout: is missing",
                        "Visibility: is missing",
                        "MaxReceiveCount: is missing",
                        "Retention: is missing"));
  }

  @Test
  void a_refusal_does_not_quote_the_password_in_a_url() {
    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(DEFAULTS.with("WebhookUrl", "https://me:hunter2@a.example/")::settings)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }
}
