package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  enum Format {
    QUOTED,
    RAW
  }

  private static <T> T read(String value, Function<Settings, T> reader) {
    return Settings.read(Map.of("Name", value), reader);
  }

  private static <T> void assertRead(String value, Function<Settings, T> reader, T expected) {
    T read = read(value, reader);
    assertThat((Object) read).isEqualTo(expected);
  }

  private static void assertRefused(String value, Function<Settings, ?> reader, String message) {
    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(() -> read(value, reader))
        .withMessage(message);
  }

  @Test
  void every_problem_is_said_at_once_by_parameter_and_rule() {
    Map<String, String> values =
        Map.of("Url", "nowhere", "Count", "ten", "Format", "loud", "Statuses", "404;409");

    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(
            () ->
                Settings.read(
                    values,
                    settings ->
                        List.of(
                            settings.url("Url"),
                            settings.integer("Count", 1, 20),
                            settings.word("Format", Format.class),
                            settings.statuses("Statuses"),
                            settings.text("Text"),
                            settings.seconds("Time", 1, 780),
                            settings.problem("Other", "must fit Time", ""))))
        .withMessage(
            String.join(
                System.lineSeparator(),
                "Url: must be an absolute URL",
                "Count: must be a whole number from 1 to 20",
                "Format: must be one of [quoted, raw]",
                "Statuses: must be a list of statuses from 300 to 599, such as 404,409",
                "Text: is missing",
                "Time: is missing",
                "Other: must fit Time"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void blank_counts_as_missing(String blank) {
    assertRefused(blank, settings -> settings.text("Name"), "Name: is missing");
    assertRefused(blank, settings -> settings.integer("Name", 1, 2), "Name: is missing");
    assertRefused(blank, settings -> settings.url("Name"), "Name: is missing");
    assertRefused(blank, settings -> settings.word("Name", Format.class), "Name: is missing");
    assertRead(blank, settings -> settings.optional("Name"), Optional.empty());
    assertRead(blank, settings -> settings.statuses("Name"), Set.of());
  }

  @Test
  void white_space_around_a_value_is_left_out() {
    assertRead(" a b ", settings -> settings.text("Name"), "a b");
    assertRead(" 7 ", settings -> settings.integer("Name", 1, 20), 7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "20"})
  void a_number_may_lie_on_its_bounds(String number) {
    assertRead(number, settings -> settings.integer("Name", 1, 20), Integer.parseInt(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "21", "-1", "1.0", "1e1", "0x10", "99999999999", "ten"})
  void another_number_is_refused(String number) {
    assertRefused(
        number,
        settings -> settings.integer("Name", 1, 20),
        "Name: must be a whole number from 1 to 20");
  }

  @Test
  void seconds_are_a_duration() {
    assertRead("780", settings -> settings.seconds("Name", 1, 780), Duration.ofMinutes(13));
  }

  @ParameterizedTest
  @CsvSource({"quoted, QUOTED", "RAW, RAW", "Raw, RAW"})
  void a_word_is_read_in_any_case(String word, Format expected) {
    assertRead(word, settings -> settings.word("Name", Format.class), expected);
  }

  @Test
  void statuses_are_separated_by_commas() {
    assertRead("404, 409,503", settings -> settings.statuses("Name"), Set.of(404, 409, 503));
    assertRead("599,300", settings -> settings.statuses("Name"), Set.of(300, 599));
  }

  @ParameterizedTest
  @ValueSource(strings = {"404,", ",404", "200", "299", "600", "4xx", "404 409"})
  void what_is_no_list_of_statuses_is_refused(String list) {
    assertRefused(
        list,
        settings -> settings.statuses("Name"),
        "Name: must be a list of statuses from 300 to 599, such as 404,409");
  }

  @Test
  void a_url_is_absolute() {
    assertRead(
        "https://host/path?q=1",
        settings -> settings.url("Name"),
        URI.create("https://host/path?q=1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/path", "host", "mailto:a@b", "https:///path", "https://a b", "http:"})
  void another_url_is_refused(String url) {
    assertRefused(url, settings -> settings.url("Name"), "Name: must be an absolute URL");
  }

  @ParameterizedTest
  @CsvSource({
    "WebhookUrl, WEBHOOK_URL",
    "RefreshQueueUrl, REFRESH_QUEUE_URL",
    "KmsKeyArn, KMS_KEY_ARN",
    "SlotExpiry, SLOT_EXPIRY",
    "AllowPlainHttp, ALLOW_PLAIN_HTTP",
  })
  void an_environment_variable_is_the_parameter_in_capitals(String name, String variable) {
    assertThat(Settings.variable(name)).isEqualTo(variable);
  }

  @Test
  void the_environment_gives_the_parameters_asked_for_and_no_other() {
    Map<String, String> environment =
        new HashMap<>(Map.of("WEBHOOK_URL", "https://host", "MAX_ATTEMPTS", "", "PATH", "/bin"));

    assertThat(
            Settings.fromEnvironment(environment, List.of("WebhookUrl", "MaxAttempts", "LogLevel")))
        .isEqualTo(Map.of("WebhookUrl", "https://host", "MaxAttempts", ""));
  }
}
