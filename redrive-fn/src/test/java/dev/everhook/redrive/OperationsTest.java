package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.ledger.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An operation runs once under its id, and leaves a record of who, what and how many. */
class OperationsTest {
  private static final String REDRIVE =
      "{\"action\":\"redrive\",\"operationId\":\"o-1\",\"requestedBy\":\"ada\"}";

  private final RedriveFunction function = new RedriveFunction();

  private JsonNode operation() {
    return function.invoke("{\"action\":\"operation\",\"operationId\":\"o-1\"}");
  }

  private void begin(Duration lease) {
    var now = function.clock.instant();
    assertThat(
            function.operations.begin(
                Operation.begun(
                    "o-1",
                    "redrive",
                    "ada",
                    "{\"action\":\"redrive\",\"source\":\"dead-letters\",\"limit\":100000,"
                        + "\"requestedBy\":\"ada\"}",
                    now,
                    now.plus(lease)),
                now))
        .isEmpty();
  }

  @Test
  void a_repeated_invoke_answers_what_was_answered_and_does_nothing() {
    function.withDeadLetters(3);
    ObjectNode first = (ObjectNode) function.invoke(REDRIVE);
    function.withDeadLetters(2);

    JsonNode second = function.invoke(REDRIVE);

    assertThat(second).isEqualTo(first.put("repeated", true));
    assertThat(function.deadLetters.messages()).hasSize(2);
    assertThat(function.events).hasSize(1);
  }

  @Test
  void an_operation_that_runs_is_not_begun_again() {
    begin(Duration.ofMinutes(15));
    function.withDeadLetters(1);

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> function.invoke(REDRIVE))
        .withMessage("operationId: that operation runs until 2026-03-01T12:15:00Z at the latest");
    assertThat(function.deadLetters.messages()).hasSize(1);
  }

  @Test
  void an_operation_that_died_begins_again() {
    begin(Duration.ofMinutes(15));
    function.withDeadLetters(1);
    assertThat(operation().path("state").textValue()).isEqualTo("running");
    function.clock.advance(Duration.ofMinutes(15));
    assertThat(operation().path("state").textValue()).isEqualTo("died");

    function.withDead("newer");
    JsonNode answer = function.invoke(REDRIVE);
    assertThat(answer.path("moved").intValue()).isEqualTo(1);
    assertThat(answer.path("newer").intValue()).as("dead since it began at first").isEqualTo(1);
    assertThat(operation().path("state").textValue()).isEqualTo("ended");
    assertThat(operation().path("startedAt").textValue()).isEqualTo("2026-03-01T12:00:00Z");
  }

  @Test
  void an_id_is_of_one_request_alone() {
    function.invoke(REDRIVE);

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> function.invoke(REDRIVE.replace("}", ",\"limit\":5}")))
        .withMessage("operationId: is that of another request: take a new one");
  }

  @Test
  void its_record_says_who_when_what_and_how_many() {
    function.withDeadLetters(2);
    JsonNode answer = function.invoke(REDRIVE);

    assertThat(operation())
        .hasToString(
            """
            {"version":1,"action":"operation","operationId":"o-1","state":"ended",\
            "requestAction":"redrive","requestedBy":"ada","startedAt":"2026-03-01T12:00:00Z",\
            "endedAt":"2026-03-01T12:00:00Z","request":{"action":"redrive",\
            "source":"dead-letters","limit":100000,"requestedBy":"ada"},"progress":{},"answer":%s}\
            """
                .formatted(answer));
  }

  @Test
  void the_log_says_so_too() {
    function.withDeadLetters(2);
    function.invoke(REDRIVE);

    assertThat(function.events)
        .containsExactly(
            new PipelineEvent.OperationEnded(
                "o-1",
                "redrive",
                "ada",
                "{\"action\":\"redrive\",\"source\":\"dead-letters\",\"limit\":100000,"
                    + "\"requestedBy\":\"ada\"}",
                Map.of(
                    "moved", 2L,
                    "settled", 0L,
                    "blocked", 0L,
                    "malformed", 0L,
                    "expired", 0L,
                    "newer", 0L,
                    "failed", 0L,
                    "undeleted", 0L,
                    "remaining", 0L),
                null,
                "done",
                List.of()));
  }

  @Test
  void its_progress_is_recorded_on_the_way() {
    function.withDeadLetters(40);

    function.invoke(REDRIVE.replace("}", ",\"ratePerSecond\":10}"));

    assertThat(operation().path("progress").path("moved").intValue()).isPositive();
  }

  @Test
  void an_unknown_operation_is_unknown_and_cannot_be_stopped() {
    assertThat(operation())
        .hasToString(
            "{\"version\":1,\"action\":\"operation\",\"operationId\":\"o-1\",\"state\":\"unknown\"}");
    assertThat(function.invoke("{\"action\":\"stop\",\"operationId\":\"o-1\"}"))
        .hasToString("{\"version\":1,\"action\":\"stop\",\"operationId\":\"o-1\",\"asked\":false}");
  }

  @Test
  void a_running_operation_can_be_asked_to_stop() {
    begin(Duration.ofMinutes(15));

    assertThat(
            function
                .invoke("{\"action\":\"stop\",\"operationId\":\"o-1\"}")
                .path("asked")
                .booleanValue())
        .isTrue();
    assertThat(function.operations.find("o-1").orElseThrow().isStopAsked()).isTrue();
  }
}
