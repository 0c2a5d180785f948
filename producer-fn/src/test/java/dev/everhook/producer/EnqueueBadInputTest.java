package dev.everhook.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.PipelineEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is named with what is allowed, and nothing is sent. */
class EnqueueBadInputTest {
  private final EnqueueFunction function = new EnqueueFunction();

  private void assertRefused(byte[] event, String problem) {
    function.events.clear();
    JsonNode answer = function.invoke(event);

    assertThat(function.queue.messages()).isEmpty();
    assertThat(function.events).hasSize(1).hasOnlyElementsOfType(PipelineEvent.NotEnqueued.class);
    assertThat(answer.path("accepted")).isEmpty();
    assertThat(answer.path("errors")).hasSize(1);
    JsonNode error = answer.path("errors").path(0);
    assertThat(error.path("field").textValue() + ": " + error.path("problem").textValue())
        .isEqualTo(problem);
  }

  private void assertRefused(String event, String problem) {
    assertRefused(event.getBytes(StandardCharsets.UTF_8), problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"requestID":"a"} | requestID: is not a field of a refresh; allowed are notAfter, payload, reason, requestId, requestedBy
          {"a\\nb":1} | a?b: is not a field of a refresh; allowed are notAfter, payload, reason, requestId, requestedBy
          {"version":1} | version: is not a field of a refresh; allowed are notAfter, payload, reason, requestId, requestedBy
          {"requestId":7} | requestId: must be a string
          {"requestId":""} | requestId: must not be blank
          {"requestId":"\\u0000a"} | requestId: must be free of control characters, unpaired surrogates, U+FFFE and U+FFFF
          {"requestedBy":["ada"]} | requestedBy: must be a string
          {"reason":{}} | reason: must be a string
          {"notAfter":1772366400} | notAfter: must be a string
          {"notAfter":"tomorrow"} | notAfter: must be an instant as in ISO 8601, such as 2026-01-31T12:00:00Z
          {"notAfter":"2026-03-01T12:00:00Z"} | notAfter: must lie in the future; it is now 2026-03-01T12:00:00Z
          {"notAfter":"2026-03-01T12:59:59+01:00"} | notAfter: must lie in the future; it is now 2026-03-01T12:00:00Z
          `` | request: must be a JSON object, or a list of them
          null | request: must be a JSON object, or a list of them
          "text" | request: must be a JSON object, or a list of them
          {"reason":"a" | request: must be JSON: not valid at line 1, column 14
          [{},] | request: must be JSON: not valid at line 1, column 5
          [{}]] | request: must be JSON: not valid at line 1, column 5
          {} {} | request: must be one JSON value, with nothing after it
          refresh! | request: must be JSON: not valid at line 1, column 1
          """)
  void it_is_named_by_field_and_rule(String event, String problem) {
    assertRefused(event, problem);
  }

  @Test
  void a_payload_that_makes_the_message_too_large_is_refused() {
    JsonNode answer = function.invoke("{\"payload\":\"" + "a".repeat(200 * 1024) + "\"}");

    assertThat(function.queue.messages()).isEmpty();
    assertThat(answer.path("errors").path(0).path("field").textValue()).isEqualTo("payload");
    assertThat(answer.path("errors").path(0).path("problem").textValue())
        .isEqualTo("makes the message 204,952 bytes long; at most 204,800 are allowed");
  }

  @Test
  void texts_that_are_too_long_are_refused() {
    assertRefused(
        "{\"requestId\":\"" + "a".repeat(129) + "\"}",
        "requestId: must be at most 128 characters, not 129");
    assertRefused(
        "{\"requestedBy\":\"" + "a".repeat(641) + "\"}",
        "requestedBy: must be at most 640 characters, not 641");
    assertRefused(
        "{\"reason\":\"" + "a".repeat(1_025) + "\"}",
        "reason: must be at most 1024 characters, not 1025");
  }

  @Test
  void a_payload_that_is_nested_too_deep_is_refused() {
    assertRefused(
        "{\"payload\":" + "[".repeat(501) + "]".repeat(501) + "}",
        "payload: must be nested at most 500 deep");
    assertRefused(
        "[".repeat(100_000),
        "request: must be JSON: nested too deep, or with a number or name that is too long");
  }

  @Test
  void text_that_is_not_utf_8_is_refused_rather_than_changed() {
    assertRefused(
        "{\"payload\":\"größe\"}".getBytes(StandardCharsets.ISO_8859_1),
        "request: must be JSON in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF{}", "\u0000", "{}\u0000"})
  void marks_and_zeros_around_json_are_refused(String event) {
    function.events.clear();
    JsonNode answer = function.invoke(event);

    assertThat(function.queue.messages()).isEmpty();
    assertThat(answer.path("errors").path(0).path("problem").textValue())
        .startsWith("must be JSON: not valid at line 1");
  }
}
