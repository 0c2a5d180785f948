package dev.everhook.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Payload;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.RefreshRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EnqueueTest {
  private final EnqueueFunction function = new EnqueueFunction();

  @Test
  void one_refresh_is_sent_and_answered_with_its_key_and_message_id() {
    JsonNode answer =
        function.invoke(
            """
            {"requestId":"r-1","requestedBy":"ada","reason":"new tariff","payload":{"a": 1.0},
             "notAfter":"2026-03-01T13:00:01+01:00"}\
            """);

    IdempotencyKey key = IdempotencyKey.ofRequest("r-1", 0);
    assertThat(answer)
        .hasToString(
            """
            {"version":1,"accepted":[{"index":0,"requestId":"r-1","key":"%s",\
            "messageId":"refresh-1"}],"known":[],"errors":[]}\
            """
                .formatted(key));
    assertThat(function.queued())
        .containsExactly(
            new RefreshRequest.Manual(
                "r-1",
                "ada",
                "new tariff",
                new Payload("{\"a\": 1.0}"),
                Instant.parse("2026-03-01T12:00:01Z")));
    assertThat(function.queue.messages().getFirst().attributes()).isEmpty();
    assertThat(function.events)
        .containsExactly(new PipelineEvent.Enqueued(key, "r-1", "ada", "refresh-1"));
  }

  @Test
  void what_is_left_out_or_null_has_a_default() {
    JsonNode answer =
        function.invoke(
            """
            {"requestId":null,"requestedBy":null,"reason":null,"payload":null,"notAfter":null}\
            """);

    String requestId = answer.path("accepted").path(0).path("requestId").textValue();
    assertThat(requestId).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(function.queued())
        .containsExactly(
            new RefreshRequest.Manual(requestId, "direct invoke", "ad-hoc refresh", null, null));
  }

  @Test
  void refreshes_without_an_id_are_deliveries_of_their_own() {
    JsonNode answer = function.invoke("[{},{}]");

    assertThat(answer.path("accepted")).hasSize(2);
    assertThat(function.queued()).doesNotHaveDuplicates();
  }

  @Test
  void a_request_id_that_is_enqueued_again_has_the_same_key() {
    JsonNode first = function.invoke("{\"requestId\":\"r-1\"}");
    JsonNode second = function.invoke("{\"requestId\":\"r-1\",\"reason\":\"again\"}");

    assertThat(second.path("accepted").path(0).path("key"))
        .isEqualTo(first.path("accepted").path(0).path("key"));
  }
}
