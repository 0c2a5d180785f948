package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.DeferralCause;
import dev.everhook.core.PipelineEvent.Attempted;
import dev.everhook.core.PipelineEvent.Deferred;
import dev.everhook.core.PipelineEvent.Duplicate;
import dev.everhook.core.QueueFaults;
import dev.everhook.core.ledger.Claim;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerFaults.Call;
import dev.everhook.core.ledger.Origin;
import dev.everhook.core.ledger.PastAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the worker makes of what the ledger says. */
class LedgerUseTest {
  @AutoClose private final FaultyServer done = FaultyServer.answering("204 No Content", "");
  @AutoClose private final FaultyServer busy = FaultyServer.answering("503 Busy", "wait a little");
  @AutoClose private final FaultyServer refusing = FaultyServer.answering("422 No", "no");

  @Test
  void a_duplicate_of_a_delivered_request_is_acknowledged_without_a_call() {
    Pipeline pipeline = Pipeline.calling(done);
    pipeline.send(Requests.SLOT);
    pipeline.invoke();
    String id = pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(done.requests()).hasSize(1);
    assertThat(pipeline.log.events(Duplicate.class))
        .containsExactly(new Duplicate(Requests.SLOT.key(0), id, "delivered"));
  }

  @Test
  void two_messages_of_one_batch_are_one_call() {
    Pipeline pipeline = Pipeline.calling(done);
    pipeline.send(Requests.SLOT);
    pipeline.send(Requests.SLOT);
    while (!pipeline.refreshQueue.messages().isEmpty()) {
      pipeline.invoke();
      pipeline.clock.advance(Duration.ofMinutes(11));
    }

    assertThat(done.requests()).hasSize(1);
  }

  @Test
  void a_wait_longer_than_the_queue_allows_takes_several_hops_and_one_attempt() {
    try (FaultyServer patient = FaultyServer.answering("503 Busy\r\nRetry-After: 90000", "")) {
      Pipeline pipeline = Pipeline.calling(patient);
      pipeline.send(Requests.SLOT);
      pipeline.invoke();
      Instant due = pipeline.clock.instant().plus(Duration.ofHours(25));

      assertThat(pipeline.log.events(Attempted.class).getFirst().nextIn())
          .isEqualTo(Duration.ofHours(25));
      for (int hop = 0; hop < 2; hop++) {
        assertThat(pipeline.hiddenFor()).isEqualTo(Duration.ofSeconds(43_135));
        pipeline.clock.advance(pipeline.hiddenFor());
        pipeline.invoke();
      }
      assertThat(patient.requests()).hasSize(1);
      assertThat(pipeline.message().visibleAt()).isEqualTo(due);
      assertThat(pipeline.log.events(Deferred.class))
          .extracting(Deferred::cause)
          .containsOnly(DeferralCause.NOT_DUE);

      pipeline.clock.set(due);
      pipeline.invoke();
      assertThat(attemptNumbers(patient)).containsExactly("1", "2");
    }
  }

  @Test
  void a_lease_of_another_worker_is_waited_for_and_its_call_then_counts_as_lost() {
    Pipeline pipeline = Pipeline.calling(busy);
    claimed(pipeline);
    pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).hasSize(1);
    assertThat(busy.connections()).isZero();
    assertThat(pipeline.hiddenFor()).isEqualTo(Duration.ofSeconds(630));
    assertThat(pipeline.log.events(Deferred.class).getFirst().cause())
        .isEqualTo(DeferralCause.LEASED);

    pipeline.clock.advance(Duration.ofSeconds(630));
    pipeline.invoke();
    LedgerEntry entry = entry(pipeline);
    assertThat(attemptNumbers(busy)).containsExactly("1");
    assertThat(entry.round().lost()).isOne();
    assertThat(entry.round().attempts()).isOne();
    assertThat(entry.history())
        .extracting(PastAttempt::outcome)
        .containsExactly("unknown", "retry");
  }

  @Test
  void a_worker_that_keeps_dying_ends_in_a_dead_letter_that_says_so() {
    Pipeline pipeline = Pipeline.calling(done);
    for (int i = 0; i < 5; i++) {
      claimed(pipeline);
      pipeline.clock.advance(Duration.ofSeconds(630));
    }
    pipeline.send(Requests.SLOT);
    pipeline.invoke();

    assertThat(done.connections()).isZero();
    assertThat(pipeline.deadLetter().attributes())
        .containsEntry("reason", "crashed")
        .containsEntry("attempts", "0");
  }

  @Test
  void a_duplicate_of_a_dead_letter_is_acknowledged_without_a_call() {
    Pipeline pipeline = Pipeline.calling(refusing);
    pipeline.send(Requests.SLOT);
    pipeline.invoke();
    pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(refusing.requests()).hasSize(1);
    assertThat(pipeline.deadLetters.messages()).hasSize(1);
  }

  @Test
  void a_dead_letter_put_back_starts_again_with_its_key_and_all_its_attempts() {
    Pipeline pipeline = Pipeline.calling(busy);
    pipeline.send(Requests.SLOT);
    runDry(pipeline);
    pipeline.send(pipeline.deadLetter().body(), pipeline.deadLetter().attributes());
    runDry(pipeline);

    assertThat(attemptNumbers(busy))
        .containsExactly(
            "1", "2", "3", "4", "5", "6", "7", "8", "1", "2", "3", "4", "5", "6", "7", "8");
    assertThat(busy.requests()).extracting(HttpRequest::key).containsOnly(key());
    assertThat(pipeline.deadLetters.messages())
        .extracting(letter -> letter.attributes().get("death"))
        .containsExactly("1", "2");
    assertThat(entry(pipeline).history()).hasSize(16);
  }

  @Test
  void a_death_that_could_not_be_finished_is_finished_without_another_call() {
    Pipeline pipeline = Pipeline.calling(refusing);
    pipeline.deadLetters.faults().failNext(QueueFaults.Call.SEND, 1);
    pipeline.send(Requests.SLOT);
    pipeline.invoke();
    assertThat(entry(pipeline).state()).isInstanceOf(DeliveryState.Dying.class);
    pipeline.clock.advance(Duration.ofMinutes(1));

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(refusing.requests()).hasSize(1);
    assertThat(pipeline.deadLetter().attributes())
        .containsEntry("reason", "rejected")
        .containsEntry("status", "422")
        .containsEntry("attempts", "1")
        .containsEntry("death", "1");
    assertThat(entry(pipeline).state()).isInstanceOf(DeliveryState.Dead.class);
  }

  @Test
  void a_message_that_its_queue_is_about_to_forget_is_dead_and_never_silently_gone() {
    Pipeline pipeline = Pipeline.calling(busy);
    pipeline.send(Requests.SLOT);
    pipeline.invoke();
    pipeline.clock.advance(Pipeline.LONGEST_LIFE);
    pipeline.invoke();

    assertThat(busy.requests()).hasSize(1);
    assertThat(pipeline.deadLetter().attributes())
        .containsEntry("reason", "expired")
        .containsEntry("attempts", "1");
  }

  @Test
  void every_attempt_is_on_record_with_its_answer() {
    Pipeline pipeline = Pipeline.calling(busy);
    pipeline.send(Requests.SLOT);
    pipeline.invoke();

    assertThat(entry(pipeline).history())
        .containsExactly(
            new PastAttempt(
                1,
                1,
                pipeline.clock.instant(),
                Duration.ZERO,
                "retry",
                503,
                null,
                "wait a little"));
    assertThat(entry(pipeline).origin().body()).isEqualTo(Requests.body(Requests.SLOT));
  }

  @Test
  void an_answer_on_record_is_one_KiB_at_the_most_and_no_character_is_cut() {
    try (FaultyServer talkative = FaultyServer.answering("503 Busy", "€".repeat(2_000))) {
      Pipeline pipeline = Pipeline.calling(talkative);
      pipeline.send(Requests.SLOT);
      pipeline.invoke();

      assertThat(entry(pipeline).history().getFirst().excerpt()).isEqualTo("€".repeat(341));
    }
  }

  @Test
  void a_wait_ends_with_the_message_that_waits() {
    Pipeline pipeline = Pipeline.calling(busy);
    pipeline.send(Requests.SLOT);
    Instant end = pipeline.clock.instant().plus(Pipeline.LONGEST_LIFE);
    pipeline.clock.set(end.minus(Duration.ofHours(1)));
    LedgerEntry held = claimed(pipeline);
    pipeline.ledger.deferred(held, end.plus(Duration.ofDays(1)));

    pipeline.invoke();
    assertThat(pipeline.message().visibleAt()).isEqualTo(end);
    pipeline.clock.set(end);
    pipeline.invoke();

    assertThat(busy.connections()).isZero();
    assertThat(pipeline.deadLetter().attributes()).containsEntry("reason", "expired");
  }

  @Test
  void a_message_that_was_not_seen_before_costs_one_write_to_claim_and_one_that_was_a_read_more() {
    Pipeline pipeline = Pipeline.calling(busy);
    pipeline.send(Requests.SLOT);
    pipeline.invoke();
    assertThat(pipeline.ledgerStore.calls(Call.FIND)).isZero();
    assertThat(pipeline.ledgerStore.calls(Call.WRITE)).isEqualTo(2);

    pipeline.clock.advance(Duration.ofMinutes(1));
    pipeline.invoke();
    assertThat(pipeline.ledgerStore.calls(Call.FIND)).isOne();
    assertThat(pipeline.ledgerStore.calls(Call.WRITE)).isEqualTo(4);
  }

  private static void runDry(Pipeline pipeline) {
    while (!pipeline.refreshQueue.messages().isEmpty()) {
      pipeline.clock.set(pipeline.message().visibleAt());
      pipeline.invoke();
    }
  }

  /** Another worker claims the delivery, and is never heard of again. */
  private static LedgerEntry claimed(Pipeline pipeline) {
    Origin origin = new Origin(Requests.SLOT.trigger(), null, 0, Requests.body(Requests.SLOT));
    var message = new DeliveryLedger.Message(Requests.SLOT.key(0), origin, 0, false, true);
    return ((Claim.Granted) pipeline.ledger.claim(message, Duration.ofSeconds(630))).held();
  }

  private static LedgerEntry entry(Pipeline pipeline) {
    return pipeline.ledgerStore.current(Requests.SLOT.key(0)).orElseThrow();
  }

  private static String key() {
    return Requests.SLOT.key(0).toString();
  }

  private static List<String> attemptNumbers(FaultyServer webhook) {
    return webhook.requests().stream()
        .map(request -> request.header("Everhook-Attempt"))
        .flatMap(Optional::stream)
        .toList();
  }

  @Test
  void a_redrive_with_a_new_generation_is_another_delivery() {
    Pipeline pipeline = Pipeline.calling(done);
    pipeline.send(Requests.SLOT);
    pipeline.invoke();
    pipeline.send(Requests.body(Requests.SLOT), Map.of("generation", "1"));
    pipeline.invoke();

    assertThat(done.requests())
        .extracting(HttpRequest::key)
        .containsExactly(key(), Requests.SLOT.key(1).toString());
  }
}
