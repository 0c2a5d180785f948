package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.QueueDepth;
import dev.everhook.core.QueueException;
import dev.everhook.core.QueueFaults.Call;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerFaults.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final String PLAN = "{\"action\":\"plan\"}";

  private final RedriveFunction function = new RedriveFunction();

  private static String text(JsonNode node) {
    return node.toString();
  }

  @Test
  void it_groups_by_cause_and_says_what_the_ledger_knows() {
    var first = function.withDead("r-0");
    function.clock.advance(Duration.ofMinutes(1));
    function.withDead("r-1");
    function.withMalformed(1);

    assertThat(function.invoke(PLAN))
        .hasToString(
            """
            {"version":1,"action":"plan","source":"dead-letters","total":3,"read":3,"complete":true,\
            "matched":3,"movable":2,"settled":0,"blocked":0,"malformed":1,"expired":0,"groups":[\
            {"reason":"rejected","status":400,"count":2,"oldest":"2026-03-01T12:00:00Z",\
            "newest":"2026-03-01T12:01:00Z","exampleKey":"%s","exampleMessageId":"dead-1",\
            "states":{"dead":2}},\
            {"reason":"malformed","count":1,"oldest":"2026-03-01T12:01:00Z",\
            "newest":"2026-03-01T12:01:00Z","exampleMessageId":"dead-3","states":{"unknown":1}}],\
            "warnings":[],"hiddenUntil":"2026-03-01T12:07:00Z"}\
            """
                .formatted(first.key()));
  }

  @Test
  void it_changes_nothing_and_leaves_every_letter_visible() {
    function.withDeadLetters(95);

    function.invoke(PLAN);

    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(95, 0, 0));
    assertThat(function.refreshQueue.messages()).isEmpty();
    assertThat(function.ledger.entries()).isEmpty();
    assertThat(function.events).isEmpty();
  }

  @Test
  void if_it_dies_every_letter_is_visible_a_minute_after_the_functions_end() {
    function.withDeadLetters(30);
    function.deadLetters.faults().fail(Call.RELEASE);

    String hiddenUntil = function.invoke(PLAN).path("hiddenUntil").textValue();

    assertThat(hiddenUntil).isEqualTo("2026-03-01T12:06:00Z");
    assertThat(function.deadLetters.depth().inFlight()).isEqualTo(30);
    function.clock.set(Instant.parse(hiddenUntil));
    assertThat(function.deadLetters.depth().visible()).isEqualTo(30);
  }

  @Test
  void it_tells_what_would_be_settled_blocked_and_expired() {
    LedgerEntry held = function.worker.take(RedriveFunction.body("r-0"), Map.of());
    function.worker.deliver(held);
    function.worker.take(RedriveFunction.body("r-1"), Map.of());
    function.withDeadLetters(3);
    function.withNotAfter("r-9", function.clock.instant().minusMillis(1));

    JsonNode plan = function.invoke(PLAN);

    assertThat(plan.path("settled").intValue()).isEqualTo(1);
    assertThat(plan.path("blocked").intValue()).isEqualTo(1);
    assertThat(plan.path("expired").intValue()).isEqualTo(1);
    assertThat(plan.path("movable").intValue()).isEqualTo(1);
    assertThat(text(plan.path("groups").path(0).path("states")))
        .isEqualTo("{\"delivered\":1,\"in_flight\":1,\"unknown\":2}");
  }

  @Test
  void it_reads_no_more_than_its_limit_and_says_that_there_is_more() {
    function.withDeadLetters(45);

    JsonNode plan = function.invoke("{\"action\":\"plan\",\"limit\":32}");

    assertThat(plan.path("read").intValue()).isEqualTo(32);
    assertThat(plan.path("total").intValue()).isEqualTo(45);
    assertThat(plan.path("complete").booleanValue()).isFalse();
    assertThat(text(plan.path("warnings"))).contains("not the whole queue was read");
  }

  @Test
  void a_limit_that_is_just_enough_is_a_complete_plan() {
    function.withDeadLetters(32);

    assertThat(
            function.invoke("{\"action\":\"plan\",\"limit\":32}").path("complete").booleanValue())
        .isTrue();
  }

  @Test
  void it_warns_where_the_receiver_may_have_forgotten_the_key_of_a_call_that_may_have_worked() {
    put("r-0", 502, null);
    put("r-1", null, "timeout");
    put("r-2", 503, null);
    function.clock.advance(Duration.ofHours(24));
    assertThat(function.invoke(PLAN).path("warnings")).isEmpty();

    function.clock.advance(Duration.ofMillis(1));

    assertThat(text(function.invoke(PLAN).path("warnings")))
        .startsWith("[\"2 of the movable letters ended in a call of unknown outcome");
  }

  private void put(String id, @Nullable Integer status, @Nullable String errorCode) {
    var notice = RedriveFunction.notice(id, DeadLetterReason.EXHAUSTED, status, errorCode);
    function.deadLetters.send(new OutgoingMessage(RedriveFunction.body(id), notice.attributes()));
  }

  @Test
  void it_warns_of_letters_that_are_hidden_already() {
    function.withDeadLetters(25);
    function.deadLetters.receive(10, Duration.ofMinutes(1), Duration.ZERO);

    JsonNode plan = function.invoke(PLAN);

    assertThat(plan.path("read").intValue()).isEqualTo(15);
    assertThat(plan.path("total").intValue()).isEqualTo(25);
    assertThat(text(plan.path("warnings"))).contains("10 letters were hidden when");
  }

  @Test
  void without_a_ledger_it_says_that_the_states_are_not_known() {
    function.withDead("r-0");
    function.ledger.faults().always(Fault.UNAVAILABLE);

    JsonNode plan = function.invoke(PLAN);

    assertThat(plan.path("movable").intValue()).isEqualTo(1);
    assertThat(text(plan.path("groups").path(0).path("states"))).isEqualTo("{\"unknown\":1}");
    assertThat(text(plan.path("warnings"))).contains("what the ledger says of the letters");
  }

  @Test
  void a_queue_that_does_not_answer_fails_the_call_and_what_was_read_is_visible_again() {
    function.withDeadLetters(25);
    function.deadLetters.faults().fail(Call.RECEIVE);

    assertThatExceptionOfType(QueueException.class).isThrownBy(() -> function.invoke(PLAN));

    function.deadLetters.faults().mend();
    assertThat(function.deadLetters.depth().visible()).isEqualTo(25);
  }

  @Test
  void what_the_scheduler_could_not_send_is_a_source_too() {
    function.scheduler.send(
        new OutgoingMessage(
            RedriveFunction.body("r-0"), Map.of("ERROR_CODE", "AWS.SQS.NonExistentQueue")));

    JsonNode plan = function.invoke("{\"action\":\"plan\",\"source\":\"scheduler\"}");

    assertThat(plan.path("source").textValue()).isEqualTo("scheduler");
    assertThat(plan.path("groups").path(0).path("reason").textValue()).isEqualTo("unsent");
    assertThat(plan.path("groups").path(0).path("errorCode").textValue())
        .isEqualTo("aws_sqs_nonexistentqueue");
  }
}
