package dev.everhook.producer;

import static dev.everhook.producer.EnqueueFunction.body;
import static dev.everhook.producer.EnqueueFunction.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.Payload;
import dev.everhook.core.QueueFaults.Call;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.SendResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handler behind its function URL, with events as Lambda sends them. */
class FunctionUrlTest {
  private static final String CALLER = "arn:aws:sts::123456789012:assumed-role/operator/ada";

  private final EnqueueFunction function = new EnqueueFunction();

  private static String posted(String body) {
    return event("function-url-post.json")
        .replaceFirst("\"body\": \".*\"", "\"body\": \"" + body.replace("\"", "\\\\\"") + "\"");
  }

  @Test
  void a_post_is_accepted_in_the_name_of_its_signer_with_its_payload_as_written() {
    JsonNode response = function.invokeWith("function-url-post.json");

    assertThat(response.path("statusCode").intValue()).isEqualTo(202);
    assertThat(response.path("headers").path("content-type").textValue())
        .isEqualTo("application/json");
    assertThat(body(response).path("accepted").path(0).path("messageId").textValue())
        .isEqualTo("refresh-1");
    assertThat(function.queued())
        .containsExactly(
            new RefreshRequest.Manual(
                "r-1",
                CALLER,
                "ad-hoc refresh",
                new Payload("{\"n\": 1.00, \"s\":\"\\u00e9\"}"),
                null));
  }

  @Test
  void a_body_in_base64_is_decoded() {
    JsonNode response = function.invokeWith("function-url-base64.json");

    assertThat(response.path("statusCode").intValue()).isEqualTo(202);
    assertThat(function.queued().getFirst().payload()).isEqualTo(new Payload("\"größe 😀\""));
  }

  @Test
  void a_call_without_a_signer_is_one_of_the_function_url() {
    String unsigned =
        event("function-url-get.json")
            .replace("\"GET\"", "\"POST\"")
            .replaceFirst("\\{", "{\"body\":\"{}\",");

    assertThat(function.invoke(unsigned).path("statusCode").intValue()).isEqualTo(202);
    assertThat(function.queued().getFirst().requestedBy()).isEqualTo("function URL");
  }

  @Test
  void every_method_but_post_is_refused() {
    JsonNode response = function.invokeWith("function-url-get.json");

    assertThat(response.path("statusCode").intValue()).isEqualTo(405);
    assertThat(response.path("headers").path("allow").textValue()).isEqualTo("POST");
    assertThat(body(response).path("errors").toString())
        .isEqualTo("[{\"field\":\"method\",\"problem\":\"must be POST\"}]");
    assertThat(function.queue.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "refresh!",
        "[]",
        "7",
        "{\"reason\":1}",
        "[{\"reason\":1},{\"x\":1}]",
        "{\"queue\":1}"
      })
  void a_call_of_which_nothing_can_be_sent_is_400(String body) {
    JsonNode response = function.invoke(posted(body));

    assertThat(response.path("statusCode").intValue()).isEqualTo(400);
    assertThat(body(response).path("errors")).isNotEmpty();
    assertThat(function.queue.messages()).isEmpty();
  }

  @Test
  void a_post_without_a_body_is_400() {
    JsonNode response =
        function.invoke(event("function-url-get.json").replace("\"GET\"", "\"POST\""));

    assertThat(response.path("statusCode").intValue()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not Base64!", "eyJwYXlsb2FkIjoi9iJ9"})
  void a_body_that_is_no_base64_of_utf_8_is_400(String body) {
    JsonNode response =
        function.invoke(
            posted(body).replace("\"isBase64Encoded\": false", "\"isBase64Encoded\": true"));

    assertThat(response.path("statusCode").intValue()).isEqualTo(400);
    assertThat(function.queue.messages()).isEmpty();
  }

  @Test
  void a_list_of_which_some_are_wrong_is_207() {
    JsonNode response = function.invoke(posted("[{},{\"reason\":1}]"));

    assertThat(response.path("statusCode").intValue()).isEqualTo(207);
    assertThat(body(response).path("accepted")).hasSize(1);
    assertThat(body(response).path("errors")).hasSize(1);
  }

  @Test
  void a_queue_that_takes_only_some_is_207() {
    function
        .queue
        .faults()
        .refuse(m -> m.body().contains("\"b\""), new SendResult.NotSent("Busy", "later", false));

    JsonNode response = function.invoke(posted("[{\"requestId\":\"a\"},{\"requestId\":\"b\"}]"));

    assertThat(response.path("statusCode").intValue()).isEqualTo(207);
  }

  @Test
  void a_queue_that_takes_nothing_is_503() {
    function.queue.faults().fail(Call.SEND);

    JsonNode response = function.invoke(posted("[{},{\"reason\":1}]"));

    assertThat(response.path("statusCode").intValue()).isEqualTo(503);
    assertThat(body(response).path("errors")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"requestContext\":{}}",
        "{\"requestContext\":{\"http\":{}}}",
        "{\"requestContext\":{\"http\":{\"method\":{}}}}",
        "{\"requestContext\":7,\"body\":\"{}\"}",
      })
  void what_has_no_http_method_is_a_direct_invoke(String event) {
    JsonNode answer = function.invoke(event);

    assertThat(answer.has("statusCode")).isFalse();
    assertThat(answer.path("errors").path(0).path("field").textValue()).isEqualTo("requestContext");
  }
}
