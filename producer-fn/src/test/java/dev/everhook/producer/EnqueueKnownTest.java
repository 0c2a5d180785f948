package dev.everhook.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.Attempt;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Outcome;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.Trigger;
import dev.everhook.core.ledger.Claim;
import dev.everhook.core.ledger.Death;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.DeliveryState.Cause;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerFaults;
import dev.everhook.core.ledger.Origin;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request id that the ledger knows already. */
class EnqueueKnownTest {
  private static final IdempotencyKey KEY = IdempotencyKey.ofRequest("r-1", 0);
  private static final String CALL = "{\"requestId\":\"r-1\"}";

  private final EnqueueFunction function = new EnqueueFunction();

  @Test
  void what_is_delivered_is_answered_with_its_state_and_sends_nothing() {
    function.ledger.delivered(claimed(), attempt(new Outcome.Delivered(200)));

    assertThat(function.invoke(CALL)).hasToString(known("delivered"));
    assertThat(function.queue.messages()).isEmpty();
  }

  @Test
  void what_is_dead_is_answered_with_its_state_and_sends_nothing() {
    Death death = new Death(1, DeadLetterReason.REJECTED, 400, null);
    LedgerEntry dying = function.ledger.dying(claimed(), death).entry();
    function.ledger.dead(dying, death);

    assertThat(function.invoke(CALL)).hasToString(known("dead"));
    assertThat(function.queue.messages()).isEmpty();
  }

  @Test
  void what_is_unfinished_is_sent_again() {
    claimed();

    assertThat(function.invoke(CALL).path("accepted")).hasSize(1);
    function.ledger.waiting(
        held(),
        attempt(new Outcome.InProgress(409, null)),
        function.clock.instant().plusSeconds(60),
        Cause.DEFERRED);
    assertThat(function.invoke(CALL).path("accepted")).hasSize(1);
    assertThat(function.queue.messages()).hasSize(2);
  }

  @Test
  void of_a_list_only_what_is_unknown_is_sent() {
    function.ledger.delivered(claimed(), attempt(new Outcome.Delivered(200)));

    JsonNode answer =
        function.invoke("[{\"requestId\":\"r-0\"},{\"requestId\":\"r-1\"},{\"requestId\":\"\"}]");

    assertThat(answer.path("accepted").findValuesAsText("requestId")).containsExactly("r-0");
    assertThat(answer.path("known").findValuesAsText("index")).containsExactly("1");
    assertThat(answer.path("errors").findValuesAsText("index")).containsExactly("2");
  }

  @ParameterizedTest
  @EnumSource(
      value = LedgerFaults.Fault.class,
      names = {"UNAVAILABLE", "REFUSED"})
  void without_an_answer_of_the_ledger_it_is_sent(LedgerFaults.Fault fault) {
    function.ledger.delivered(claimed(), attempt(new Outcome.Delivered(200)));
    function.ledgerStore.faults().always(fault);

    assertThat(function.invoke("[{\"requestId\":\"r-2\"}," + CALL + "]").path("accepted"))
        .hasSize(2);
    assertThat(function.events)
        .filteredOn(PipelineEvent.LedgerUnavailable.class::isInstance)
        .hasSize(1);
  }

  private static String known(String state) {
    return """
    {"version":1,"accepted":[],"known":[{"index":0,"requestId":"r-1","key":"%s","state":"%s"}],\
    "errors":[]}\
    """
        .formatted(KEY, state);
  }

  private LedgerEntry claimed() {
    Origin origin = new Origin(Trigger.MANUAL, null, 0, CALL);
    var message = new DeliveryLedger.Message(KEY, origin, 0, false, true);
    return ((Claim.Granted) function.ledger.claim(message, Duration.ofMinutes(1))).held();
  }

  private LedgerEntry held() {
    return function.ledger.find(KEY).orElseThrow();
  }

  private Attempt attempt(Outcome outcome) {
    return new Attempt(1, function.clock.instant(), Duration.ZERO, outcome, null);
  }
}
