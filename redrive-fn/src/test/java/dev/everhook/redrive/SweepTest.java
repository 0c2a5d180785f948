package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.InMemoryQueue.Stored;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.QueueFaults.Call;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.ledger.Claim;
import dev.everhook.core.ledger.LedgerFaults.Fault;
import dev.everhook.core.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final String SWEEP = "{\"action\":\"sweep\"}";
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private final RedriveFunction function = new RedriveFunction();

  private void overdue(String requestId, Map<String, String> attributes) {
    function.worker.take(RedriveFunction.body(requestId), attributes);
  }

  private void letTimePass() {
    function.clock.advance(
        Worker.LEASE.plus(RedriveFunction.VISIBILITY).plus(MARGIN).plusMillis(1));
  }

  @Test
  void an_overdue_delivery_is_sent_again_with_its_body_and_the_worker_takes_it() {
    overdue("r-0", Map.of());
    letTimePass();

    assertThat(function.invoke(SWEEP))
        .hasToString(
            """
            {"version":1,"action":"sweep","overdue":1,"swept":1,"skipped":0,"oldestUnfinishedSeconds":4920,\
            "oldest":"2026-03-01T12:12:00Z","problems":[]}\
            """);
    Stored message = function.refreshQueue.messages().getFirst();
    assertThat(message.body()).isEqualTo(RedriveFunction.body("r-0"));
    assertThat(message.attributes()).isEmpty();
    assertThat(function.worker.claim(message)).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void a_generation_goes_with_it_and_no_other_attribute() {
    overdue("r-0", Map.of("generation", "2", "death", "1"));
    letTimePass();

    function.invoke(SWEEP);

    assertThat(function.refreshQueue.messages().getFirst().attributes())
        .isEqualTo(Map.of("generation", "2"));
  }

  @Test
  void what_is_overdue_by_no_more_than_a_workers_death_takes_is_left_alone() {
    overdue("r-0", Map.of());
    function.clock.advance(Worker.LEASE.plus(RedriveFunction.VISIBILITY).plus(MARGIN));

    assertThat(function.invoke(SWEEP).path("overdue").intValue()).isZero();
    assertThat(function.refreshQueue.messages()).isEmpty();
  }

  @Test
  void while_messages_wait_nothing_is_sent_since_theirs_may_be_among_them() {
    overdue("r-0", Map.of());
    letTimePass();
    function.refreshQueue.send(new OutgoingMessage("another"));

    JsonNode answer = function.invoke(SWEEP);

    assertThat(answer.path("skipped").intValue()).isEqualTo(1);
    assertThat(answer.path("swept").intValue()).isZero();
    assertThat(answer.path("problems").toString()).contains("1 messages wait in the refresh queue");
    assertThat(function.refreshQueue.messages()).hasSize(1);
  }

  @Test
  void messages_that_are_only_hidden_are_not_sent_again() {
    for (int i = 0; i < 3; i++) {
      overdue("r-" + i, Map.of());
    }
    letTimePass();
    function.refreshQueue.send(new OutgoingMessage(RedriveFunction.body("r-0")));
    function.refreshQueue.send(new OutgoingMessage(RedriveFunction.body("r-1")));
    // Each sweep meets a worker that has received them, and died.
    function.refreshQueue.receive(10, Duration.ofHours(12), Duration.ZERO);

    JsonNode answer = function.invoke(SWEEP);
    assertThat(answer.path("swept").intValue()).isEqualTo(1);
    assertThat(answer.path("problems").toString())
        .contains("2 left alone: the refresh queue holds 2 messages for 3 unfinished deliveries");
    function.refreshQueue.receive(10, Duration.ofHours(12), Duration.ZERO);
    assertThat(function.invoke(SWEEP).path("swept").intValue()).isZero();
    assertThat(function.refreshQueue.messages()).hasSize(3);
  }

  /** Nobody knows which message is gone; whichever it is, a sweep sends it before long. */
  @Test
  void where_some_are_only_hidden_each_is_sent_again_in_its_turn() {
    List<String> bodies =
        IntStream.range(0, 4).mapToObj(i -> RedriveFunction.body("r-" + i)).toList();
    bodies.forEach(body -> function.worker.take(body, Map.of()));
    letTimePass();
    bodies.subList(0, 3).forEach(body -> function.refreshQueue.send(new OutgoingMessage(body)));
    function.refreshQueue.receive(10, Duration.ofDays(3), Duration.ZERO);

    Set<String> sent = new HashSet<>();
    for (int hour = 0; hour < 30; hour++) {
      assertThat(function.invoke(SWEEP).path("swept").intValue()).isEqualTo(1);
      List<ReceivedMessage> copy =
          function.refreshQueue.receive(10, Duration.ofHours(1), Duration.ZERO);
      copy.forEach(message -> sent.add(message.body()));
      function.refreshQueue.delete(copy);
      function.clock.advance(Duration.ofHours(1));
    }

    assertThat(sent).containsExactlyInAnyOrderElementsOf(bodies);
  }

  @Test
  void it_changes_nothing_in_the_ledger() {
    overdue("r-0", Map.of());
    letTimePass();
    var before = function.ledger.entries();

    function.invoke(SWEEP);

    assertThat(function.ledger.entries()).isEqualTo(before);
  }

  @Test
  void no_more_than_the_limit_is_sent() {
    for (int i = 0; i < 25; i++) {
      overdue("r-" + i, Map.of());
    }
    letTimePass();

    assertThat(function.invoke("{\"action\":\"sweep\",\"limit\":12}").path("swept").intValue())
        .isEqualTo(12);
    assertThat(function.refreshQueue.messages()).hasSize(12);
  }

  @Test
  void what_cannot_be_sent_is_told() {
    overdue("r-0", Map.of());
    letTimePass();
    function.refreshQueue.faults().fail(Call.SEND);

    JsonNode answer = function.invoke(SWEEP);

    assertThat(answer.path("skipped").intValue()).isEqualTo(1);
    assertThat(answer.path("problems").toString()).contains("not sent: ServiceUnavailable");
  }

  @Test
  void one_that_somebody_asks_for_by_id_is_on_record() {
    function.invoke("{\"action\":\"sweep\",\"operationId\":\"s-1\",\"requestedBy\":\"ada\"}");
    function.invoke(SWEEP);

    assertThat(function.operations.recentOperations(9))
        .extracting(operation -> operation.requestedBy())
        .containsExactly("ada");
    assertThat(function.events).hasSize(2);
  }

  @Test
  void without_a_ledger_it_fails_so_that_somebody_notices() {
    function.ledger.faults().always(Fault.UNAVAILABLE);

    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> function.invoke(SWEEP));
  }
}
