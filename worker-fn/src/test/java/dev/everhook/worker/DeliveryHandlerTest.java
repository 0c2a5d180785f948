package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Attempt;
import dev.everhook.core.Outcome;
import dev.everhook.core.PipelineEvent.Attempted;
import dev.everhook.core.PipelineEvent.DeadLettered;
import dev.everhook.core.PipelineEvent.MessageKept;
import dev.everhook.core.QueueFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a message that is called, or put off. */
class DeliveryHandlerTest {
  private static final Duration VISIBILITY = Duration.ofMinutes(90);

  @AutoClose private final FaultyServer done = FaultyServer.answering("204 No Content", "");
  @AutoClose private final FaultyServer busy = FaultyServer.answering("503 Busy", "wait a little");

  @Test
  void a_delivered_request_is_acknowledged() {
    Pipeline pipeline = Pipeline.calling(done);
    pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(pipeline.refreshQueue.messages()).isEmpty();
    assertThat(pipeline.deadLetters.messages()).isEmpty();
    assertThat(pipeline.log.events())
        .containsExactly(
            new Attempted(
                Requests.SLOT.key(0),
                Requests.SLOT.trigger(),
                Instant.parse("2026-03-01T11:59:00Z"),
                new Attempt(
                    1, pipeline.clock.instant(), Duration.ZERO, new Outcome.Delivered(204), null),
                8,
                null));
  }

  @Test
  void a_request_to_retry_is_reported_as_failed_and_hidden_until_its_next_attempt() {
    Pipeline pipeline = Pipeline.calling(busy);
    String id = pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).containsExactly(id);
    assertThat(pipeline.hiddenFor()).isEqualTo(Duration.ofMinutes(1));

    pipeline.clock.advance(Duration.ofSeconds(59));
    assertThat(pipeline.invoke().batch()).isEmpty();
    pipeline.clock.advance(Duration.ofSeconds(1));
    assertThat(pipeline.invoke().failed()).containsExactly(id);
    assertThat(pipeline.hiddenFor()).isEqualTo(Duration.ofMinutes(4));
    assertThat(busy.requests())
        .extracting(request -> request.header("Everhook-Attempt").orElse(""))
        .containsExactly("1", "2");
  }

  @Test
  void every_attempt_has_the_same_key_and_the_same_body() {
    Pipeline pipeline = Pipeline.calling(busy);
    pipeline.send(Requests.withPayload("{ \"n\": 1.0 }"));
    for (int i = 0; i < 3; i++) {
      pipeline.invoke();
      pipeline.clock.advance(Duration.ofHours(1));
    }

    assertThat(busy.requests()).hasSize(3);
    assertThat(busy.requests())
        .extracting(HttpRequest::key)
        .containsOnly(Requests.withPayload("{ \"n\": 1.0 }").key(0).toString());
    assertThat(busy.requests())
        .allSatisfy(request -> assertThat(request.body()).asString().isEqualTo("{ \"n\": 1.0 }"));
  }

  @Test
  void an_attempt_in_the_log_says_what_came_back_and_when_the_next_one_is() {
    Pipeline pipeline = Pipeline.calling(busy);
    pipeline.send(Requests.SLOT);
    pipeline.invoke();

    Attempted attempted = pipeline.log.events(Attempted.class).getFirst();
    assertThat(attempted.nextIn()).isEqualTo(Duration.ofMinutes(1));
    assertThat(attempted.attempt().outcome().status()).isEqualTo(503);
    assertThat(attempted.attempt().excerpt()).isEqualTo("wait a little");
  }

  @ParameterizedTest
  @CsvSource({
    "503, 1800, PT30M",
    "429, 3600, PT1H",
    "409, 120, PT2M",
    "503, 1, PT1M",
    "502, 1, PT10M",
    "504, 3600, PT1H",
    "503, 999999999, PT11H58M55S",
  })
  void a_request_is_hidden_for_as_long_as_the_webhook_asks(
      int status, String retryAfter, Duration hiddenFor) {
    try (FaultyServer webhook =
        FaultyServer.answering(status + " Later\r\nRetry-After: " + retryAfter, "")) {
      Pipeline pipeline = Pipeline.calling(webhook);
      pipeline.send(Requests.SLOT);
      pipeline.invoke();

      assertThat(pipeline.hiddenFor()).isEqualTo(hiddenFor);
    }
  }

  @Test
  void after_a_call_of_unknown_outcome_the_webhook_has_its_timeout_to_end_its_work() {
    try (FaultyServer webhook = new FaultyServer(Conversation::readRequest)) {
      Pipeline pipeline = Pipeline.calling(webhook);
      pipeline.send(Requests.SLOT);
      pipeline.invoke();

      assertThat(pipeline.hiddenFor()).isEqualTo(Duration.ofMinutes(10));
      assertThat(pipeline.log.events(Attempted.class).getFirst().attempt().outcome().errorCode())
          .isEqualTo("connection_broken");
    }
  }

  @Test
  void a_webhook_that_never_recovers_is_called_eight_times_in_27_point_7_hours() {
    Pipeline pipeline = Pipeline.calling(busy);
    pipeline.send(Requests.SLOT);
    Instant first = pipeline.clock.instant();
    while (!pipeline.refreshQueue.messages().isEmpty()) {
      pipeline.clock.set(pipeline.message().visibleAt());
      pipeline.invoke();
    }

    assertThat(busy.requests()).hasSize(8);
    assertThat(Duration.between(first, pipeline.clock.instant()).toMinutes() / 60.0)
        .isBetween(27.65, 27.75);
    assertThat(pipeline.deadLetter().attributes())
        .containsEntry("reason", "exhausted")
        .containsEntry("status", "503")
        .containsEntry("attempts", "8")
        .containsEntry("firstAttempt", first.toString())
        .containsEntry("lastAttempt", pipeline.clock.instant().toString());
  }

  @Test
  void a_request_that_cannot_be_hidden_is_reported_as_failed_all_the_same() {
    Pipeline pipeline = Pipeline.calling(busy);
    String id = pipeline.send(Requests.SLOT);
    pipeline.refreshQueue.faults().fail(QueueFaults.Call.HIDE);

    assertThat(pipeline.invoke().failed()).containsExactly(id);
    assertThat(pipeline.hiddenFor()).isEqualTo(VISIBILITY);
    assertThat(pipeline.log.events(MessageKept.class)).hasSize(1);
    assertThat(pipeline.log.events(Attempted.class)).hasSize(1);
  }

  @Test
  void too_little_time_for_a_call_leaves_the_request_for_the_next_receive() {
    Pipeline pipeline = Pipeline.calling(done);
    String id = pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke(Duration.ofSeconds(10)).failed()).containsExactly(id);
    assertThat(done.connections()).isZero();
    assertThat(pipeline.hiddenFor()).isEqualTo(VISIBILITY);
    assertThat(pipeline.log.events())
        .containsExactly(new MessageKept(id, "too little time left for a call"));
  }

  @Test
  void a_call_ends_before_its_function_does() {
    try (FaultyServer silent = new FaultyServer(Conversation::stayForever)) {
      Pipeline pipeline = Pipeline.calling(silent);
      String id = pipeline.send(Requests.SLOT);

      assertThat(pipeline.invoke(Duration.ofMillis(10_500)).failed()).containsExactly(id);
      assertThat(pipeline.log.events(Attempted.class).getFirst().attempt().outcome().errorCode())
          .isEqualTo("timeout");
    }
  }

  @Test
  void the_generation_that_a_redrive_gave_makes_another_key_and_death_does_not() {
    Pipeline pipeline = Pipeline.calling(done);
    pipeline.send(Requests.body(Requests.SLOT), Map.of("death", "3", "reason", "rejected"));
    pipeline.invoke();
    pipeline.send(Requests.body(Requests.SLOT), Map.of("death", "3", "generation", "1"));
    pipeline.invoke();

    assertThat(done.requests())
        .extracting(HttpRequest::key)
        .containsExactly(Requests.SLOT.key(0).toString(), Requests.SLOT.key(1).toString());
  }

  @Test
  void an_invocation_uses_no_connection_of_the_one_before() {
    Pipeline pipeline = Pipeline.calling(done);
    for (int i = 0; i < 3; i++) {
      pipeline.send(Requests.manual("request-" + i));
      pipeline.invoke();
    }

    assertThat(done.connections()).isEqualTo(3);
  }

  @Test
  void nothing_at_all_is_nothing_to_do() {
    assertThat(Pipeline.calling(done).invoke().failed()).isEmpty();
  }

  @Test
  void a_dead_letter_is_logged_once() {
    try (FaultyServer refusing = FaultyServer.answering("400 Bad", "no such watch")) {
      Pipeline pipeline = Pipeline.calling(refusing);
      pipeline.send(Requests.SLOT);
      pipeline.invoke();

      assertThat(pipeline.log.events(DeadLettered.class))
          .singleElement()
          .satisfies(
              dead -> {
                assertThat(dead.detail()).isEqualTo("no such watch");
                assertThat(dead.messageId()).isEqualTo(pipeline.deadLetter().id());
              });
    }
  }
}
