package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every time follows from WebhookTimeout, and leaves room for the next longer one. */
class TimesTest {
  private static final Template TEMPLATE = Template.load();

  private static Parameter parameter(String name) {
    return Objects.requireNonNull(TEMPLATE.parameters().get(name), name);
  }

  private static int number(String name) {
    return Integer.parseInt(Objects.requireNonNull(parameter(name).defaultValue(), name));
  }

  static List<String> timeouts() {
    return parameter("WebhookTimeout").allowedValues();
  }

  private static Duration time(String timeout, String name) {
    return Duration.ofSeconds(TEMPLATE.number("Times", timeout, name));
  }

  private static Duration retention(String queue) {
    return Duration.ofSeconds(TEMPLATE.number("Queues", queue, "Retention"));
  }

  /** The delays before the second to the last attempt, by the defaults. */
  private static Duration horizon() {
    return Duration.ofSeconds(
        Stream.iterate((long) number("RetryBaseDelay"), delay -> delay * 4)
            .mapToLong(delay -> Math.min(delay, number("RetryMaxDelay")))
            .limit(number("MaxAttempts") - 1)
            .sum());
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void a_call_ends_before_its_lease_and_the_lease_before_the_function(String timeout) {
    Duration call = Duration.ofSeconds(Long.parseLong(timeout));

    assertThat(call).isLessThan(time(timeout, "Lease"));
    assertThat(time(timeout, "Lease")).isLessThan(time(timeout, "FunctionTimeout"));
    assertThat(time(timeout, "FunctionTimeout")).isLessThanOrEqualTo(Duration.ofMinutes(15));
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void a_message_stays_hidden_for_six_functions_and_below_twelve_hours(String timeout) {
    assertThat(time(timeout, "Visibility"))
        .isGreaterThanOrEqualTo(time(timeout, "FunctionTimeout").multipliedBy(6))
        .isLessThan(Duration.ofHours(12));
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void all_retries_and_all_receives_fit_the_retention_of_the_refresh_queue(String timeout) {
    int receives = TEMPLATE.number("Queues", "Refresh", "MaxReceiveCount");
    Duration withJitter = horizon().multipliedBy(11).dividedBy(10);

    Duration keptOff = Duration.ofHours(12);

    assertThat(withJitter.plus(time(timeout, "Visibility").multipliedBy(receives)).plus(keptOff))
        .isLessThan(retention("Refresh"));
  }

  @Test
  void the_retry_horizon_is_as_promised_and_inside_the_period() {
    assertThat(horizon()).isEqualTo(Duration.ofMinutes(1_661)).isLessThan(Duration.ofDays(3));
  }

  @Test
  void a_dead_letter_is_kept_for_longer_than_a_refresh_request() {
    assertThat(retention("Refresh")).isEqualTo(Duration.ofDays(13));
    assertThat(retention("DeadLetter")).isEqualTo(Duration.ofDays(14));
  }

  @Test
  void the_backstop_lies_above_the_most_attempts() {
    assertThat(Objects.requireNonNull(parameter("MaxAttempts").most()).intValue())
        .isLessThan(TEMPLATE.number("Queues", "Refresh", "MaxReceiveCount"));
  }
}
