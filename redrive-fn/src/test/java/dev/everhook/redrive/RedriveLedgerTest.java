package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.InMemoryQueue.Stored;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.QueueDepth;
import dev.everhook.core.QueueFaults.Call;
import dev.everhook.core.ledger.Claim;
import dev.everhook.core.ledger.Death;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerFaults.Fault;
import dev.everhook.core.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the ledger says of a letter decides what a redrive does with it, and what it carries. */
class RedriveLedgerTest {
  private static final String REDRIVE = "{\"action\":\"redrive\"}";
  private static final String NEW_KEYS =
      "{\"action\":\"redrive\",\"newGeneration\":true,\"confirm\":\"new-keys\"}";
  private static final String BODY = RedriveFunction.body("r-0");

  private final RedriveFunction function = new RedriveFunction();

  private Stored redriven() {
    assertThat(function.refreshQueue.messages()).hasSize(1);
    return function.refreshQueue.messages().getFirst();
  }

  private LedgerEntry entry() {
    return function.deliveries.find(Worker.key(BODY, Map.of())).orElseThrow();
  }

  @Test
  void the_worker_takes_a_redriven_letter_as_a_redrive_and_not_as_a_duplicate() {
    function.withDead("r-0");

    function.invoke(REDRIVE);

    assertThat(function.worker.claim(redriven())).isInstanceOf(Claim.Granted.class);
    assertThat(entry().round().number()).isEqualTo(2);
  }

  @Test
  void a_letter_of_a_delivered_delivery_is_deleted_as_settled_and_not_sent() {
    function.withDeadLetters(3);
    function.worker.deliver(function.worker.take(BODY, Map.of()));

    JsonNode answer = function.invoke(REDRIVE);

    assertThat(answer.path("settled").intValue()).isEqualTo(1);
    assertThat(answer.path("moved").intValue()).isEqualTo(2);
    assertThat(function.refreshQueue.bodies()).hasSize(2).doesNotContain(BODY);
    assertThat(function.deadLetters.messages()).isEmpty();
  }

  @Test
  void a_running_lease_blocks_until_it_ends() {
    function.withDeadLetters(1);
    function.worker.take(BODY, Map.of());

    JsonNode blocked = function.invoke(REDRIVE);
    function.clock.advance(Worker.LEASE);
    JsonNode moved = function.invoke(REDRIVE);

    assertThat(blocked.path("blocked").intValue()).isEqualTo(1);
    assertThat(blocked.path("moved").intValue()).isZero();
    assertThat(moved.path("moved").intValue()).isEqualTo(1);
  }

  @Test
  void a_letter_whose_last_useful_instant_has_passed_is_refused_and_stays() {
    function.withNotAfter("r-0", function.clock.instant());
    function.withNotAfter("r-1", function.clock.instant().minusMillis(1));

    JsonNode answer = function.invoke(REDRIVE);

    assertThat(answer.path("moved").intValue()).isEqualTo(1);
    assertThat(answer.path("expired").intValue()).isEqualTo(1);
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(1, 0, 0));
  }

  @Test
  void one_batch_is_one_look_up_in_the_ledger() {
    var store = new CountingLedgerStore(function.ledger);
    function.withDeadLetters(10).with(ports -> store.in(ports, function.clock));

    function.invoke(REDRIVE);

    assertThat(store.lookUps()).isEqualTo(1);
  }

  @Test
  void what_the_queue_moved_is_given_a_death_so_that_the_worker_opens_a_new_round() {
    function.worker.take(BODY, Map.of());
    function.clock.advance(Worker.LEASE);
    function.deadLetters.move(new OutgoingMessage(BODY));

    function.invoke(REDRIVE);

    assertThat(redriven().attributes())
        .isEqualTo(
            Map.of(
                "key", Worker.key(BODY, Map.of()).toString(), "death", "1", "reason", "crashed"));
    assertThat(function.worker.claim(redriven())).isInstanceOf(Claim.Granted.class);
    assertThat(entry().round().number()).isEqualTo(2);
  }

  @Test
  void what_the_queue_moved_after_a_redrive_is_given_the_next_death() {
    DeathNotice notice = function.worker.die(BODY, Map.of());
    function.worker.take(BODY, notice.attributes());
    function.clock.advance(Worker.LEASE);
    function.deadLetters.move(new OutgoingMessage(BODY, notice.attributes()));

    function.invoke(REDRIVE);

    assertThat(redriven().attributes())
        .containsEntry("death", "2")
        .containsEntry("reason", "crashed")
        .doesNotContainKey("status");
    assertThat(function.worker.claim(redriven())).isInstanceOf(Claim.Granted.class);
    assertThat(entry().round().number()).isEqualTo(3);
  }

  @Test
  void what_the_queue_moved_of_a_dead_delivery_has_the_death_of_the_ledger() {
    function.worker.die(BODY, Map.of());
    function.deadLetters.move(new OutgoingMessage(BODY));

    function.invoke(REDRIVE);

    assertThat(redriven().attributes()).containsEntry("death", "1");
    assertThat(function.worker.claim(redriven())).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void what_the_queue_moved_and_nobody_knows_has_died_once() {
    function.deadLetters.move(new OutgoingMessage(BODY, Map.of("generation", "3")));

    function.invoke(REDRIVE);

    assertThat(redriven().attributes())
        .isEqualTo(
            Map.of(
                "key",
                Worker.key(BODY, Map.of("generation", "3")).toString(),
                "generation",
                "3",
                "death",
                "1",
                "reason",
                "crashed"));
  }

  @Test
  void a_crash_that_a_worker_recorded_goes_back_as_it_is() {
    var notice = RedriveFunction.notice("r-0", DeadLetterReason.CRASHED, 503, null);
    function.deadLetters.send(new OutgoingMessage(BODY, notice.attributes()));

    function.invoke(REDRIVE);

    assertThat(redriven().attributes()).isEqualTo(notice.attributes());
  }

  @Test
  void a_new_generation_is_a_new_key_and_no_death() {
    function.withDead("r-0");

    JsonNode answer = function.invoke(NEW_KEYS);

    assertThat(answer.path("moved").intValue()).isEqualTo(1);
    assertThat(redriven().attributes()).isEqualTo(Map.of("generation", "1"));
    assertThat(function.worker.claim(redriven())).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void a_crash_gives_up_its_key_for_a_new_one_so_that_no_sweep_has_both_called() {
    function.worker.take(BODY, Map.of());
    function.deadLetters.move(new OutgoingMessage(BODY));
    function.clock.advance(Duration.ofDays(1));

    JsonNode answer = function.invoke(NEW_KEYS);

    assertThat(answer.path("moved").intValue()).isEqualTo(1);
    assertThat(redriven().attributes()).isEqualTo(Map.of("generation", "1"));
    assertThat(entry().state())
        .isEqualTo(new DeliveryState.Dead(new Death(1, DeadLetterReason.CRASHED, null, null)));
    function.worker.deliver(function.worker.take(BODY, Map.of("generation", "1")));
    assertThat(function.invoke("{\"action\":\"sweep\"}").path("overdue").intValue()).isZero();
  }

  @Test
  void the_generation_after_the_first_new_one_is_the_second() {
    DeathNotice notice = function.worker.die(BODY, Map.of("generation", "1"));
    function.deadLetters.send(new OutgoingMessage(BODY, notice.attributes()));

    function.invoke(NEW_KEYS);

    assertThat(redriven().attributes()).isEqualTo(Map.of("generation", "2"));
  }

  @Test
  void what_the_scheduler_could_not_send_goes_to_the_refresh_queue_without_attributes() {
    function.scheduler.send(new OutgoingMessage(BODY, Map.of("ERROR_CODE", "AccessDenied")));
    function.withDeadLetters(1);

    JsonNode answer = function.invoke("{\"action\":\"redrive\",\"source\":\"scheduler\"}");

    assertThat(answer.path("moved").intValue()).isEqualTo(1);
    assertThat(redriven().attributes()).isEmpty();
    assertThat(function.scheduler.messages()).isEmpty();
    assertThat(function.deadLetters.messages()).hasSize(1);
  }

  @Test
  void without_a_ledger_a_redrive_is_refused_and_nothing_is_touched() {
    function.withDeadLetters(3);
    function.ledger.faults().always(Fault.UNAVAILABLE);

    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> function.invoke(REDRIVE));
    assertThat(function.deadLetters.calls(Call.RECEIVE)).isZero();
    assertThat(function.operations.recentOperations(1)).isEmpty();
  }

  @Test
  void letters_of_a_batch_that_the_ledger_does_not_answer_for_have_failed_and_stay() {
    function.withDeadLetters(25);
    var store = new CountingLedgerStore(function.ledger).failingAfter(1);
    function.with(ports -> store.in(ports, function.clock));

    JsonNode answer = function.invoke(REDRIVE);

    assertThat(answer.path("moved").intValue() + answer.path("failed").intValue()).isEqualTo(25);
    assertThat(answer.path("failed").intValue()).isBetween(15, 20);
    assertThat(answer.path("problems").toString()).contains("the ledger in memory says so");
    assertThat(function.deadLetters.depth().visible()).isEqualTo(answer.path("failed").longValue());
  }

  @Test
  void an_undeleted_letter_is_settled_once_its_delivery_is_delivered() {
    function.withDead("r-0");
    function.deadLetters.faults().failNext(Call.DELETE, 1);
    function.invoke(REDRIVE);
    function.worker.deliver(function.worker.take(redriven().body(), redriven().attributes()));
    function.clock.advance(Duration.ofMinutes(1));

    JsonNode answer = function.invoke(REDRIVE);

    assertThat(answer.path("settled").intValue()).isEqualTo(1);
    assertThat(function.refreshQueue.messages()).hasSize(1);
    assertThat(function.deadLetters.messages()).isEmpty();
  }
}
