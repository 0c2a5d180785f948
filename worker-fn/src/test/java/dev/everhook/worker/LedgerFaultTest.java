package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.DeferralCause;
import dev.everhook.core.PipelineEvent.Attempted;
import dev.everhook.core.PipelineEvent.Deferred;
import dev.everhook.core.PipelineEvent.LedgerUnavailable;
import dev.everhook.core.QueueFaults;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerFaults.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the worker does when the ledger does not answer, or refuses. */
class LedgerFaultTest {
  @AutoClose private final FaultyServer done = FaultyServer.answering("204 No Content", "");
  @AutoClose private final FaultyServer busy = FaultyServer.answering("503 Busy", "");
  @AutoClose private final FaultyServer refusing = FaultyServer.answering("422 No", "no");

  @Test
  void without_an_answer_a_request_is_delivered_all_the_same_and_the_log_says_so() {
    Pipeline pipeline = Pipeline.calling(done);
    pipeline.ledgerStore.fallSilent();
    pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(done.requests()).extracting(HttpRequest::key).containsExactly(key());
    assertThat(pipeline.refreshQueue.messages()).isEmpty();
    assertThat(pipeline.log.events(LedgerUnavailable.class)).isNotEmpty();
  }

  @Test
  void a_ledger_that_is_back_after_the_call_knows_of_the_success() {
    Pipeline pipeline = Pipeline.calling(done);
    pipeline.ledgerStore.doNotWrite(is(DeliveryState.InFlight.class));
    pipeline.send(Requests.SLOT);
    pipeline.invoke();
    pipeline.ledgerStore.mend();
    pipeline.send(Requests.SLOT);
    pipeline.invoke();

    assertThat(done.requests()).hasSize(1);
    assertThat(state(pipeline)).isInstanceOf(DeliveryState.Delivered.class);
  }

  @Test
  void without_an_answer_no_count_ends_a_delivery_but_its_horizon_does() {
    Pipeline pipeline = Pipeline.calling(busy);
    pipeline.ledgerStore.fallSilent();
    pipeline.send(Requests.SLOT);
    Instant first = pipeline.clock.instant();
    for (int i = 0; i < 50; i++) {
      pipeline.refreshQueue.receive(1, Duration.ZERO, Duration.ZERO);
    }
    while (!pipeline.refreshQueue.messages().isEmpty()) {
      pipeline.clock.set(pipeline.message().visibleAt());
      pipeline.invoke();
    }

    assertThat(busy.requests()).hasSize(3);
    assertThat(Duration.between(first, pipeline.clock.instant())).isEqualTo(Duration.ofHours(22));
    assertThat(pipeline.deadLetter().attributes()).containsEntry("reason", "exhausted");
  }

  @Test
  void without_an_answer_a_rejected_call_is_a_dead_letter_all_the_same() {
    Pipeline pipeline = Pipeline.calling(refusing);
    pipeline.ledgerStore.fallSilent();
    pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(pipeline.deadLetter().attributes())
        .containsEntry("reason", "rejected")
        .containsEntry("death", "1");
  }

  @Test
  void a_dead_letter_of_which_the_ledger_never_heard_can_be_put_back() {
    Pipeline pipeline = Pipeline.calling(refusing);
    pipeline.ledgerStore.doNotWrite(is(DeliveryState.Dying.class).or(is(DeliveryState.Dead.class)));
    pipeline.send(Requests.SLOT);
    pipeline.invoke();
    assertThat(state(pipeline)).isInstanceOf(DeliveryState.InFlight.class);
    pipeline.ledgerStore.mend();
    pipeline.clock.advance(Duration.ofHours(1));
    pipeline.send(pipeline.deadLetter().body(), pipeline.deadLetter().attributes());
    pipeline.invoke();

    assertThat(refusing.requests()).hasSize(2);
    assertThat(pipeline.deadLetters.messages().getLast().attributes()).containsEntry("death", "2");
    assertThat(state(pipeline)).isInstanceOf(DeliveryState.Dead.class);
  }

  @Test
  void a_success_that_cannot_be_recorded_is_acknowledged_all_the_same() {
    Pipeline pipeline = Pipeline.calling(done);
    pipeline.ledgerStore.doNotWrite(is(DeliveryState.Delivered.class));
    pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(pipeline.log.events(LedgerUnavailable.class)).hasSize(1);
    assertThat(pipeline.log.events(Attempted.class)).hasSize(1);
    assertThat(pipeline.ledgerStore.calls(Call.FIND)).as("tries").isEqualTo(3);
  }

  @Test
  void a_ledger_that_did_not_answer_to_the_claim_is_told_of_the_success_once() {
    Pipeline pipeline = Pipeline.calling(done);
    pipeline.ledgerStore.fallSilent();
    pipeline.send(Requests.SLOT);
    pipeline.invoke();

    assertThat(pipeline.ledgerStore.calls(Call.WRITE)).isEqualTo(2);
    assertThat(pipeline.log.events(LedgerUnavailable.class)).hasSize(2);
  }

  @Test
  void without_an_answer_the_message_tells_what_a_dead_letter_says_of_attempts() {
    Pipeline pipeline = Pipeline.calling(refusing);
    pipeline.ledgerStore.fallSilent();
    pipeline.send(Requests.SLOT);
    Instant first = pipeline.clock.instant();
    pipeline.refreshQueue.receive(1, Duration.ZERO, Duration.ZERO);
    pipeline.clock.advance(Duration.ofMinutes(5));
    pipeline.invoke();

    assertThat(pipeline.deadLetter().attributes())
        .containsEntry("attempts", "2")
        .containsEntry("firstAttempt", first.toString())
        .containsEntry("lastAttempt", pipeline.clock.instant().toString());
  }

  @Test
  void without_an_answer_a_first_attempt_is_the_first() {
    Pipeline pipeline = Pipeline.calling(refusing);
    pipeline.ledgerStore.fallSilent();
    pipeline.send(Requests.SLOT);
    pipeline.clock.advance(Duration.ofMinutes(5));
    pipeline.invoke();

    assertThat(pipeline.deadLetter().attributes())
        .containsEntry("attempts", "1")
        .containsEntry("firstAttempt", pipeline.clock.instant().toString());
  }

  @Test
  void without_an_answer_a_wait_is_as_long_as_the_queue_allows() {
    try (FaultyServer patient = FaultyServer.answering("503 Busy\r\nRetry-After: 90000", "")) {
      Pipeline pipeline = Pipeline.calling(patient);
      pipeline.ledgerStore.fallSilent();
      pipeline.send(Requests.SLOT);
      pipeline.invoke();

      assertThat(pipeline.log.events(Attempted.class).getFirst().nextIn())
          .isEqualTo(pipeline.hiddenFor())
          .isEqualTo(Duration.ofSeconds(43_135));
    }
  }

  @Test
  void a_failure_that_cannot_be_recorded_still_waits_for_its_next_attempt() {
    Pipeline pipeline = Pipeline.calling(busy);
    pipeline.ledgerStore.doNotWrite(is(DeliveryState.Waiting.class));
    pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).hasSize(1);
    assertThat(pipeline.hiddenFor()).isEqualTo(Duration.ofMinutes(1));
    assertThat(pipeline.log.events(LedgerUnavailable.class)).hasSize(1);
  }

  @Test
  void a_ledger_that_refuses_puts_the_request_off_without_a_call() {
    Pipeline pipeline = Pipeline.calling(done);
    pipeline.ledgerStore.refuse();
    pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).hasSize(1);
    assertThat(done.connections()).isZero();
    assertThat(pipeline.hiddenFor()).isEqualTo(Duration.ofMinutes(1));
    assertThat(pipeline.log.events(Deferred.class))
        .extracting(Deferred::cause)
        .containsExactly(DeferralCause.LEDGER_REFUSED);

    pipeline.ledgerStore.mend();
    pipeline.clock.advance(Duration.ofMinutes(1));
    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(done.requests()).hasSize(1);
  }

  @Test
  void a_ledger_that_refuses_to_the_end_leaves_a_dead_letter() {
    Pipeline pipeline = Pipeline.calling(done);
    pipeline.ledgerStore.refuse();
    pipeline.send(Requests.SLOT);
    int receives = 0;
    while (!pipeline.refreshQueue.messages().isEmpty()) {
      pipeline.clock.set(pipeline.message().visibleAt());
      pipeline.invoke();
      receives++;
    }

    assertThat(done.connections()).isZero();
    assertThat(receives).isLessThan(60);
    assertThat(pipeline.log.events(Deferred.class))
        .extracting(Deferred::nextIn)
        .startsWith(Duration.ofMinutes(1), Duration.ofMinutes(4), Duration.ofMinutes(16))
        .endsWith(Duration.ofHours(11));
    assertThat(pipeline.deadLetter().attributes()).containsEntry("reason", "expired");
  }

  @Test
  void a_ledger_that_refuses_to_the_end_lets_no_message_go_without_its_dead_letter() {
    Pipeline pipeline = Pipeline.calling(done);
    pipeline.ledgerStore.refuse();
    pipeline.deadLetters.faults().fail(QueueFaults.Call.SEND);
    pipeline.send(Requests.SLOT);
    pipeline.clock.advance(Pipeline.LONGEST_LIFE);

    assertThat(pipeline.invoke().failed()).hasSize(1);
    assertThat(pipeline.refreshQueue.messages()).hasSize(1);
  }

  private static Predicate<LedgerEntry> is(Class<? extends DeliveryState> state) {
    return entry -> state.isInstance(entry.state());
  }

  private static DeliveryState state(Pipeline pipeline) {
    return pipeline.ledgerStore.current(Requests.SLOT.key(0)).orElseThrow().state();
  }

  private static String key() {
    return Requests.SLOT.key(0).toString();
  }
}
