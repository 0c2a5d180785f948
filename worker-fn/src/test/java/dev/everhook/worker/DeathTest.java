package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.everhook.core.PipelineEvent.DeadLettered;
import dev.everhook.core.PipelineEvent.MessageKept;
import dev.everhook.core.QueueFaults;
import dev.everhook.core.SendResult;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a message that is not to be called any more. */
class DeathTest {
  @AutoClose
  private final FaultyServer refusing = FaultyServer.answering("422 No", "{\"error\":\"no\"}");

  private final Pipeline pipeline = Pipeline.calling(refusing);

  @Test
  void a_rejected_call_is_dead_lettered_at_once_with_its_diagnosis() {
    pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(pipeline.refreshQueue.messages()).isEmpty();
    assertThat(pipeline.deadLetter().body()).isEqualTo(Requests.body(Requests.SLOT));
    assertThat(pipeline.deadLetter().attributes())
        .containsOnly(
            entry("key", Requests.SLOT.key(0).toString()),
            entry("death", "1"),
            entry("reason", "rejected"),
            entry("status", "422"),
            entry("attempts", "1"),
            entry("firstAttempt", "2026-03-01T12:00:00Z"),
            entry("lastAttempt", "2026-03-01T12:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "{",
        "{}",
        " {\"version\": 2} ",
        "{\"version\":1,\"trigger\":\"manual\"}",
        "null",
        "{\"Records\":[]}\n",
        "<é>",
      })
  void what_is_no_refresh_request_is_dead_lettered_with_its_body_untouched(String body) {
    pipeline.send(body, Map.of());

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(refusing.connections()).isZero();
    assertThat(pipeline.refreshQueue.messages()).isEmpty();
    assertThat(pipeline.deadLetter().body()).isEqualTo(body);
    assertThat(pipeline.deadLetter().attributes())
        .containsOnly(entry("death", "1"), entry("reason", "malformed"), entry("attempts", "0"));
  }

  @Test
  void what_is_no_refresh_request_says_in_the_log_what_is_wrong() {
    pipeline.send("{\"version\":1,\"trigger\":\"manual\"}", Map.of());
    pipeline.invoke();

    assertThat(pipeline.log.events(DeadLettered.class))
        .extracting(DeadLettered::detail)
        .containsExactly("requestId: is missing");
  }

  @Test
  void a_message_that_was_peeked_at_has_all_its_attempts_left() {
    pipeline.send(Requests.SLOT);
    for (int i = 0; i < 20; i++) {
      pipeline.refreshQueue.receive(1, Duration.ZERO, Duration.ZERO);
    }

    pipeline.invoke();

    assertThat(refusing.requests()).hasSize(1);
    assertThat(pipeline.deadLetter().attributes())
        .containsEntry("reason", "rejected")
        .containsEntry("attempts", "1");
  }

  @Test
  void a_request_whose_time_is_over_is_not_called() {
    pipeline.send(Requests.notAfter(pipeline.clock.instant().minusSeconds(1)));

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(refusing.connections()).isZero();
    assertThat(pipeline.deadLetter().attributes())
        .containsEntry("reason", "expired")
        .containsEntry("attempts", "0")
        .doesNotContainKeys("firstAttempt", "lastAttempt");
  }

  @Test
  void a_request_whose_time_is_over_does_not_go_without_its_dead_letter() {
    pipeline.deadLetters.faults().fail(QueueFaults.Call.SEND);
    String id = pipeline.send(Requests.notAfter(pipeline.clock.instant().minusSeconds(1)));

    assertThat(pipeline.invoke().failed()).containsExactly(id);
    assertThat(pipeline.refreshQueue.messages()).hasSize(1);
  }

  @Test
  void a_slot_that_is_too_old_is_not_called() {
    Pipeline expiring =
        new Pipeline(WorkerParameters.DEFAULTS.calling(refusing.url()).with("SlotExpiry", "1"));
    expiring.send(Requests.SLOT);
    expiring.clock.advance(Duration.ofHours(1));
    expiring.invoke();

    assertThat(refusing.connections()).isZero();
    assertThat(expiring.deadLetter().attributes()).containsEntry("reason", "expired");
  }

  @Test
  void each_death_of_a_message_has_the_next_number_and_keeps_key_and_generation() {
    pipeline.send(Requests.body(Requests.SLOT), Map.of("death", "2", "generation", "4"));
    pipeline.invoke();

    assertThat(pipeline.deadLetter().attributes())
        .containsEntry("death", "3")
        .containsEntry("generation", "4")
        .containsEntry("key", Requests.SLOT.key(4).toString());
  }

  @Test
  void a_dead_letter_that_is_put_back_as_it_is_dies_again_under_its_key() {
    pipeline.send(Requests.body(Requests.SLOT), Map.of("generation", "4"));
    pipeline.invoke();
    pipeline.send(pipeline.deadLetter().body(), pipeline.deadLetter().attributes());
    pipeline.invoke();

    assertThat(refusing.requests())
        .extracting(HttpRequest::key)
        .containsExactly(Requests.SLOT.key(4).toString(), Requests.SLOT.key(4).toString());
    assertThat(pipeline.deadLetters.messages())
        .extracting(dead -> dead.attributes().get("death"))
        .containsExactly("1", "2");
  }

  @Test
  void a_dead_letter_refused_for_its_attributes_is_sent_with_what_a_redrive_needs() {
    pipeline
        .deadLetters
        .faults()
        .refuse(
            message -> message.attributes().containsKey("status"),
            new SendResult.NotSent("InvalidParameterValue", "no status here", true));
    pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(pipeline.deadLetter().body()).isEqualTo(Requests.body(Requests.SLOT));
    assertThat(pipeline.deadLetter().attributes())
        .containsOnly(
            entry("key", Requests.SLOT.key(0).toString()),
            entry("death", "1"),
            entry("reason", "rejected"));
    assertThat(pipeline.log.events(DeadLettered.class)).hasSize(1);
  }

  @Test
  void a_dead_letter_that_cannot_be_sent_stays_where_it_is_and_is_reported() {
    pipeline.deadLetters.faults().fail(QueueFaults.Call.SEND);
    String id = pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).containsExactly(id);
    assertThat(pipeline.hiddenFor()).isEqualTo(Duration.ofMinutes(1));
    assertThat(pipeline.deadLetters.calls(QueueFaults.Call.SEND)).isOne();
    assertThat(pipeline.log.events(DeadLettered.class)).isEmpty();
    assertThat(pipeline.log.events(MessageKept.class))
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.messageId()).isEqualTo(id);
              assertThat(kept.problem()).contains("dead-letter queue", "ServiceUnavailable");
            });
  }

  @Test
  void a_dead_letter_that_could_not_be_sent_is_sent_at_its_next_receive() {
    pipeline.deadLetters.faults().failNext(QueueFaults.Call.SEND, 1);
    pipeline.send("hello", Map.of());
    pipeline.invoke();
    pipeline.clock.advance(Duration.ofMinutes(1));

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(pipeline.refreshQueue.messages()).isEmpty();
    assertThat(pipeline.deadLetter().attributes())
        .containsOnly(entry("death", "1"), entry("reason", "malformed"), entry("attempts", "0"));
  }
}
