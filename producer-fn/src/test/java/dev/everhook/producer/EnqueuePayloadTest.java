package dev.everhook.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Payload;
import dev.everhook.core.RefreshRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnqueuePayloadTest {
  private final EnqueueFunction function = new EnqueueFunction();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1E400",
        "-0.0",
        "1.0",
        "12345678901234567890.12345678901234567890",
        "\"größe \\u00e9 \\ud800 \\/ 😀\"",
        "[ ]",
        "{ \"b\" : 1,\n\t\"a\":[true , false,null], \"b\" : 2 }",
        "{\"requestContext\":{\"http\":{\"method\":\"GET\"}}}",
        "false",
      })
  void the_text_of_a_payload_reaches_the_queue_unchanged(String payload) {
    function.invoke("{\"payload\":" + payload + "}");
    function.invoke("[ {\"payload\" : " + payload + " } ]");

    assertThat(function.queue.bodies())
        .hasSize(2)
        .allMatch(body -> body.endsWith(",\"payload\":" + payload + "}"));
  }

  @Test
  void payloads_of_a_long_list_are_not_mixed_up() {
    StringBuilder list = new StringBuilder("[");
    for (int i = 0; i < 500; i++) {
      list.append(i == 0 ? "" : ",")
          .append("{\"payload\": {\"é\": \"😀")
          .append("x".repeat(i))
          .append("\" }, \"requestId\":\"r-")
          .append(i)
          .append("\"}");
    }

    function.invoke(list.append("]").toString());

    List<RefreshRequest.Manual> queued = function.queued();
    assertThat(queued).hasSize(500);
    for (int i = 0; i < 500; i++) {
      assertThat(queued.get(i).requestId()).isEqualTo("r-" + i);
      assertThat(queued.get(i).payload())
          .isEqualTo(new Payload("{\"é\": \"😀" + "x".repeat(i) + "\" }"));
    }
  }
}
