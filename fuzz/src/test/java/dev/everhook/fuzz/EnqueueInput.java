package dev.everhook.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.everhook.core.FunctionContext;
import dev.everhook.core.InMemoryQueue;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SettableClock;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.InMemoryLedger;
import dev.everhook.producer.EnqueueHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Every event is answered; what the answer calls accepted, and nothing else, is on the queue; and
 * each entry of a list is accounted for.
 */
final class EnqueueInput implements Target.Check {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void check(byte[] input) throws IOException {
    SettableClock clock = new SettableClock();
    InMemoryQueue queue = new InMemoryQueue("refresh", clock);
    DeliveryLedger ledger = new DeliveryLedger(new InMemoryLedger(), clock, () -> "claim");
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    new EnqueueHandler(queue, ledger, event -> {}, clock)
        .handleRequest(
            new ByteArrayInputStream(input), output, new FunctionContext(Duration.ofMinutes(1)));

    JsonNode response = JSON.readTree(output.toByteArray());
    boolean isOverHttp = response.has("statusCode");
    JsonNode answer = isOverHttp ? JSON.readTree(response.path("body").textValue()) : response;
    JsonNode accepted = answer.path("accepted");
    JsonNode errors = answer.path("errors");
    assertThat(ids(accepted))
        .isEqualTo(queue.bodies().stream().map(EnqueueInput::requestId).toList());
    assertThat(answer.path("known")).isEmpty();
    assertThat(accepted.size() + errors.size()).isPositive();
    if (isOverHttp) {
      assertThat(response.path("statusCode").intValue()).isIn(202, 207, 400, 405);
    } else if (errors.isEmpty() || errors.path(0).has("index")) {
      assertThat(accepted.size() + errors.size()).isEqualTo(entries(input));
    } else {
      assertThat(queue.bodies()).isEmpty();
    }
  }

  private static List<String> ids(JsonNode accepted) {
    return accepted.valueStream().map(one -> one.path("requestId").textValue()).toList();
  }

  private static String requestId(String body) {
    return ((RefreshRequest.Manual) RefreshRequestJson.read(body)).requestId();
  }

  private static int entries(byte[] input) throws IOException {
    try {
      JsonNode event = JSON.readTree(input);
      return event.isArray() ? event.size() : 1;
    } catch (JacksonException e) {
      throw new AssertionError("it was answered as if it were JSON", e);
    }
  }
}
