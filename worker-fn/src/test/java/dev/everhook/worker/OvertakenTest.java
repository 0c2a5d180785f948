package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Attempt;
import dev.everhook.core.DeferralCause;
import dev.everhook.core.Outcome;
import dev.everhook.core.PipelineEvent.Attempted;
import dev.everhook.core.PipelineEvent.Deferred;
import dev.everhook.core.PipelineEvent.Duplicate;
import dev.everhook.core.PipelineEvent.MessageKept;
import dev.everhook.core.ledger.Claim;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.Origin;
import dev.everhook.core.ledger.PastAttempt;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A worker that is so slow that its lease ends, and another has the delivery by the time it speaks.
 */
class OvertakenTest {
  private static final Duration LEASE = Duration.ofSeconds(630);
  private static final String TAKEN = "another worker has the delivery by now";

  private volatile String answer = "503 Busy";
  private volatile Runnable meanwhile = () -> {};

  @AutoClose
  private final FaultyServer webhook =
      new FaultyServer(
          connection -> {
            while (connection.readRequest()) {
              meanwhile.run();
              connection.answer(answer, "");
            }
          });

  private final Pipeline pipeline = Pipeline.calling(webhook);

  @ParameterizedTest
  @ValueSource(strings = {"503 Busy", "422 No", "409 At It"})
  void what_it_says_is_of_no_account(String said) {
    answer = said;
    meanwhile = this::anotherClaims;
    String id = pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).containsExactly(id);
    assertThat(pipeline.log.events(MessageKept.class))
        .extracting(MessageKept::problem)
        .containsExactly(TAKEN);
    assertThat(pipeline.log.events(Attempted.class))
        .extracting(Attempted::nextIn)
        .containsOnlyNulls();
    assertThat(pipeline.deadLetters.messages()).isEmpty();
    assertThat(entry().token()).isEqualTo(2);
    assertThat(entry().state()).isInstanceOf(DeliveryState.InFlight.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"503 Busy", "422 No"})
  void where_the_other_delivered_its_message_may_go(String said) {
    answer = said;
    meanwhile = this::anotherDelivers;
    String id = pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(pipeline.log.events(Duplicate.class))
        .containsExactly(new Duplicate(Requests.SLOT.key(0), id, "delivered"));
    assertThat(pipeline.log.events(Attempted.class)).hasSize(1);
    assertThat(pipeline.deadLetters.messages()).isEmpty();
    assertThat(entry().state()).isInstanceOf(DeliveryState.Delivered.class);
  }

  @Test
  void a_late_success_is_a_success() {
    answer = "200 OK";
    meanwhile = this::anotherClaims;
    pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(entry().state()).isInstanceOf(DeliveryState.Delivered.class);
    assertThat(entry().history())
        .extracting(PastAttempt::outcome)
        .containsExactly("unknown", "delivered");
  }

  @Test
  void a_deferral_is_of_no_account_either() {
    pipeline.secrets.loseCache();
    pipeline.secrets.makeUnreadable();
    pipeline.secrets.onRead(this::anotherClaims);
    String id = pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).containsExactly(id);
    assertThat(pipeline.log.events(MessageKept.class))
        .extracting(MessageKept::problem)
        .containsExactly(TAKEN);
    assertThat(pipeline.log.events(Deferred.class)).isEmpty();
  }

  @Test
  void a_deferral_of_what_the_other_delivered_ends_with_its_message() {
    pipeline.secrets.loseCache();
    pipeline.secrets.makeUnreadable();
    pipeline.secrets.onRead(this::anotherDelivers);
    pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).isEmpty();
    assertThat(pipeline.log.events(Duplicate.class)).hasSize(1);
  }

  @Test
  void a_claim_that_leaves_no_time_for_a_call_is_given_back() {
    pipeline.ledgerStore.afterWrite(() -> pipeline.clock.advance(Duration.ofMinutes(20)));
    String id = pipeline.send(Requests.SLOT);

    assertThat(pipeline.invoke().failed()).containsExactly(id);
    assertThat(webhook.connections()).isZero();
    assertThat(pipeline.log.events())
        .containsExactly(new MessageKept(id, "too little time left for a call"));
    assertThat(entry().state()).isEqualTo(new DeliveryState.Pending());
    assertThat(entry().round().lost()).isZero();
  }

  @Test
  void a_call_ends_before_its_lease_does() {
    pipeline.secrets.loseCache();
    pipeline.secrets.onRead(() -> pipeline.clock.advance(LEASE.minus(Times.MARGIN)));
    pipeline.send(Requests.SLOT);

    pipeline.invoke();
    assertThat(webhook.connections()).isZero();
    assertThat(pipeline.log.events(Deferred.class))
        .extracting(Deferred::cause)
        .containsExactly(DeferralCause.NO_TIME);
  }

  private void anotherDelivers() {
    LedgerEntry held = anotherClaims();
    Attempt attempt =
        new Attempt(1, pipeline.clock.instant(), Duration.ZERO, new Outcome.Delivered(200), null);
    assertThat(pipeline.ledger.delivered(held, attempt).isFenced()).isFalse();
  }

  private LedgerEntry anotherClaims() {
    pipeline.clock.advance(LEASE);
    Origin origin = new Origin(Requests.SLOT.trigger(), null, 0, Requests.body(Requests.SLOT));
    var message = new DeliveryLedger.Message(Requests.SLOT.key(0), origin, 0, true, true);
    return ((Claim.Granted) pipeline.ledger.claim(message, LEASE)).held();
  }

  private LedgerEntry entry() {
    return pipeline.ledgerStore.current(Requests.SLOT.key(0)).orElseThrow();
  }
}
