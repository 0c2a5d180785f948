package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.everhook.core.DeferralCause;
import dev.everhook.core.PipelineEvent.Attempted;
import dev.everhook.core.PipelineEvent.Deferred;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the worker makes of its secret, and of a webhook that does not accept it. */
class SecretUseTest {
  private static final String NEW_TOKEN = "token-after-rotation";

  /** Accepts the new token alone. */
  @AutoClose
  private final FaultyServer webhook =
      new FaultyServer(
          connection -> {
            while (connection.readRequest()) {
              boolean known = token(connection.request()).equals(Optional.of(NEW_TOKEN));
              connection.answer(known ? "204 No Content" : "401 Unauthorized", "");
            }
          });

  private final Pipeline pipeline = Pipeline.calling(webhook);

  @Test
  void a_secret_that_changed_is_used_at_once_as_part_of_the_same_attempt() {
    pipeline.secrets.rotate(NEW_TOKEN);
    pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(webhook.requests())
        .extracting(SecretUseTest::token)
        .containsExactly(Optional.of(Pipeline.TOKEN), Optional.of(NEW_TOKEN));
  }

  @Test
  void both_calls_of_an_attempt_have_its_key_and_its_number() {
    pipeline.secrets.rotate(NEW_TOKEN);
    pipeline.send(Requests.SLOT);
    pipeline.invoke();

    assertThat(webhook.requests())
        .extracting(HttpRequest::key, request -> request.header("Everhook-Attempt"))
        .containsOnly(tuple(Requests.SLOT.key(0).toString(), Optional.of("1")));
    assertThat(pipeline.log.events(Attempted.class)).hasSize(1);
  }

  @Test
  void a_secret_that_did_not_change_is_wrong_and_the_dead_letter_says_so() {
    pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(webhook.requests()).hasSize(1);
    assertThat(pipeline.secrets.reads()).isOne();
    assertThat(pipeline.deadLetter().attributes())
        .containsEntry("reason", "unauthorized")
        .containsEntry("status", "401");
  }

  @Test
  void a_changed_secret_that_is_wrong_too_is_not_tried_a_third_time() {
    pipeline.secrets.rotate("token-still-wrong");
    pipeline.send(Requests.SLOT);
    pipeline.invoke();

    assertThat(webhook.requests()).hasSize(2);
    assertThat(pipeline.deadLetter().attributes()).containsEntry("reason", "unauthorized");
  }

  @Test
  void a_refusal_is_not_believed_while_the_secret_cannot_be_read_again() {
    pipeline.secrets.makeUnreadable();
    String id = pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).containsExactly(id);
    assertThat(webhook.requests()).hasSize(1);
    assertThat(pipeline.deadLetters.messages()).isEmpty();
    assertThat(pipeline.log.events(Deferred.class))
        .extracting(Deferred::cause)
        .containsExactly(DeferralCause.SECRET_UNREADABLE);
  }

  @Test
  void a_second_call_that_does_not_fit_waits_for_the_next_receive() {
    pipeline.secrets.rotate(NEW_TOKEN);
    pipeline.secrets.onRead(() -> pipeline.clock.advance(Duration.ofMinutes(10)));
    String id = pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).containsExactly(id);
    assertThat(webhook.requests()).hasSize(1);

    pipeline.clock.advance(pipeline.hiddenFor());
    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(token(webhook.requests().getLast())).contains(NEW_TOKEN);
    assertThat(pipeline.deadLetters.messages()).isEmpty();
  }

  @Test
  void a_secret_that_takes_all_the_time_to_read_leaves_none_for_the_call() {
    pipeline.secrets.loseCache();
    pipeline.secrets.onRead(() -> pipeline.clock.advance(Duration.ofMinutes(11)));
    String id = pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).containsExactly(id);
    assertThat(webhook.connections()).isZero();
    assertThat(pipeline.log.events(Attempted.class)).isEmpty();
    assertThat(pipeline.log.events(Deferred.class))
        .extracting(Deferred::cause)
        .containsExactly(DeferralCause.NO_TIME);
  }

  @Test
  void a_secret_that_cannot_be_read_puts_the_request_off_without_a_call() {
    pipeline.secrets.loseCache();
    pipeline.secrets.makeUnreadable();
    String id = pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).containsExactly(id);
    assertThat(webhook.connections()).isZero();
    assertThat(pipeline.hiddenFor()).isEqualTo(Duration.ofMinutes(1));
    assertThat(pipeline.log.events())
        .containsExactly(
            new Deferred(
                Requests.SLOT.key(0),
                DeferralCause.SECRET_UNREADABLE,
                "SecretArn arn:secret: cannot be read",
                Duration.ofMinutes(1)));
  }

  @Test
  void a_request_is_not_put_off_for_ever() {
    pipeline.secrets.loseCache();
    pipeline.secrets.makeUnreadable();
    pipeline.send(Requests.SLOT);
    while (!pipeline.refreshQueue.messages().isEmpty()) {
      pipeline.clock.set(pipeline.message().visibleAt());
      pipeline.invoke();
    }

    assertThat(webhook.connections()).isZero();
    assertThat(pipeline.deadLetter().attributes()).containsEntry("reason", "deferred");
  }

  private static Optional<String> token(HttpRequest request) {
    return request.header("Authorization").map(value -> value.substring("Bearer ".length()));
  }
}
