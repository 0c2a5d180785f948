package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
  private static final ObjectMapper OTHER_READER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1E400",
        "-0.0",
        "-0",
        "1.0",
        "0.10",
        "9007199254740993",
        "true",
        "false",
        "\"\"",
        "[]",
        "{}",
        "{\"b\":1,\"a\":2,\"b\":3}",
        "[ 1 ,\n\t2 ]",
        "\"\\ud800\"",
        "\"\\/\"",
        "\"\\uffff\"",
        "\"😀\""
      })
  void its_text_is_kept_as_written(String json) {
    assertThat(new Payload(json).json()).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_001, 100_000})
  void a_number_of_more_than_a_thousand_digits_is_refused(int digits) {
    assertThat(new Payload("1".repeat(1_000)).json()).hasSize(1_000);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> new Payload("[" + "1".repeat(digits) + "]"))
        .withMessage(
            "payload: must be JSON: nested too deep, or with a number or name that is too long");
  }

  @Test
  void white_space_around_it_is_left_out() {
    assertThat(new Payload("\r\n\t {\"a\": 1} \n").json()).isEqualTo("{\"a\": 1}");
  }

  @Test
  void characters_that_sqs_refuses_become_escapes() {
    assertThat(new Payload("\"a\uFFFFb\uFFFEc\uD800d\uDC00\"").json())
        .isEqualTo("\"a\\uffffb\\ufffec\\ud800d\\udc00\"");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void escapes_mean_the_same_and_are_written_once(int seed) throws Exception {
    String json = new RandomJson(new Random(seed), false).value();

    Payload payload = new Payload(json);

    assertThat(payload.json().codePoints()).allMatch(Text::isAllowedInSqs);
    assertThat(OTHER_READER.readTree(payload.json())).isEqualTo(OTHER_READER.readTree(json));
    assertThat(new Payload(payload.json())).isEqualTo(payload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        " null ",
        "nul",
        "{",
        "[1",
        "\"a",
        "01",
        "+1",
        ".5",
        "1.",
        "NaN",
        "1 2",
        "{}{}",
        "[],",
        "'a'",
        "// a\n1",
        "\uFEFF1",
        "\u0000",
        "\"\u0000\"",
        "\"\n\"",
        "\"\\x\"",
        "{\"a\":}",
        "1x"
      })
  void what_is_not_one_json_value_is_refused(String json) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> new Payload(json))
        .matches(e -> e.field().equals("payload"))
        .withMessageMatching("payload: must be .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"\\ud800\":1}", "{\"\uD800\":1}", "[{\"a\uDC00b\":1}]"})
  void a_field_name_with_an_unpaired_surrogate_is_refused(String json) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> new Payload(json))
        .withMessageStartingWith("payload: must be JSON: not valid at line 1");
  }

  @Test
  void the_deepest_nesting_survives_inside_a_message() {
    String deepest = "[".repeat(Payload.MAX_NESTING) + "]".repeat(Payload.MAX_NESTING);
    var request = new RefreshRequest.Manual("id", "by", "why", new Payload(deepest), null);

    assertThat(RefreshRequestJson.read(RefreshRequestJson.write(request))).isEqualTo(request);
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 999, 1_000, 1_001, 100_000})
  void deeper_nesting_is_refused(int depth) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> new Payload("[".repeat(depth) + "]".repeat(depth)))
        .withMessage("payload: must be nested at most 500 deep");
  }
}
