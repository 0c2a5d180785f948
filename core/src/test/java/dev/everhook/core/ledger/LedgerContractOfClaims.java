package dev.everhook.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may attempt a delivery, and what is remembered of it. */
public abstract class LedgerContractOfClaims extends LedgerContract {
  private static final Duration PAUSE = Duration.ofMinutes(4);

  @Test
  void a_delivery_that_nobody_knows_is_claimed() {
    LedgerEntry held = claim();

    assertThat(held.token()).isOne();
    assertThat(held.state())
        .isInstanceOfSatisfying(
            DeliveryState.InFlight.class,
            state -> {
              assertThat(state.since()).isEqualTo(clock.instant());
              assertThat(state.leaseEnd()).isEqualTo(clock.instant().plus(LEASE));
            });
    assertThat(held.origin()).isEqualTo(message(0).origin());
    assertThat(ledger.find(key)).contains(held);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_lease_that_runs_keeps_others_out(boolean seenBefore) {
    claim();
    var again =
        new DeliveryLedger.Message(key, message(0).origin(), 0, seenBefore, /* mayWait= */ false);

    assertThat(ledger.claim(again, LEASE)).isEqualTo(new Claim.Leased(clock.instant().plus(LEASE)));
  }

  @Test
  void a_lease_that_is_over_is_claimed_with_a_higher_token_and_the_call_counts_as_lost() {
    LedgerEntry first = claim();
    Instant since = clock.instant();
    clock.advance(LEASE);

    LedgerEntry second = claim();

    assertThat(second.token()).isEqualTo(first.token() + 1);
    assertThat(second.round().lost()).isOne();
    assertThat(second.round().attempts()).isZero();
    assertThat(second.round().firstAttempt()).isEqualTo(since);
    assertThat(second.history())
        .containsExactly(
            new PastAttempt(1, 1, since, null, "unknown", null, PastAttempt.LOST, null));
    assertThat(current()).isEqualTo(second);
  }

  @Test
  void a_lease_that_was_given_back_is_claimed_at_once_and_nothing_counts() {
    LedgerEntry released = written(ledger.release(claim()));
    assertThat(released.state()).isEqualTo(new DeliveryState.Pending());

    LedgerEntry second = claim();

    assertThat(second.token()).isEqualTo(2);
    assertThat(second.round()).isEqualTo(released.round());
    assertThat(second.history()).isEmpty();
  }

  @Test
  void a_delivery_that_waits_is_not_due_until_then_and_claimed_from_then_on() {
    Instant until = clock.instant().plus(PAUSE);
    LedgerEntry waiting =
        written(ledger.waiting(claim(), attempt(1, failure()), until, DeliveryState.Cause.RETRY));
    assertThat(waiting.state())
        .isEqualTo(new DeliveryState.Waiting(until, DeliveryState.Cause.RETRY));
    clock.set(until.minusMillis(1));
    assertThat(ledger.claim(message(0), LEASE)).isEqualTo(new Claim.NotDue(until));

    clock.set(until);

    assertThat(claim().nextAttempt()).isEqualTo(2);
  }

  @Test
  void a_message_that_can_wait_no_longer_is_claimed_before_it_is_due() {
    ledger.deferred(claim(), clock.instant().plus(PAUSE));
    var last = new DeliveryLedger.Message(key, message(0).origin(), 0, true, /* mayWait= */ false);

    assertThat(granted(ledger.claim(last, LEASE)).token()).isEqualTo(2);
  }

  @Test
  void a_wait_is_never_shorter_than_was_asked() {
    Instant until = clock.instant().plus(PAUSE).plusNanos(1);

    LedgerEntry waiting = written(ledger.deferred(claim(), until));

    assertThat(waiting.state())
        .isEqualTo(
            new DeliveryState.Waiting(
                clock.instant().plus(PAUSE).plusMillis(1), DeliveryState.Cause.DEFERRED));
    assertThat(current()).isEqualTo(waiting);
  }

  @Test
  void a_lease_in_fractions_of_a_millisecond_is_kept_as_it_was_granted() {
    Claim claim = ledger.claim(message(0), LEASE.plusNanos(1));

    assertThat(current()).isEqualTo(granted(claim));
  }

  @Test
  void a_deferral_uses_up_no_attempt_and_neither_does_a_call_that_the_webhook_put_off() {
    Instant now = clock.instant();
    ledger.deferred(claim(), now);
    var inProgress = new Outcome.InProgress(409, null);

    LedgerEntry waiting =
        written(ledger.waiting(claim(), attempt(1, inProgress), now, DeliveryState.Cause.DEFERRED));

    assertThat(waiting.round().deferrals()).isEqualTo(2);
    assertThat(waiting.round().attempts()).isZero();
    assertThat(waiting.round().lastAttempt()).isEqualTo(now);
    assertThat(waiting.history()).hasSize(1);
  }

  @Test
  void a_delivery_that_is_delivered_is_a_duplicate_for_every_message() {
    LedgerEntry delivered = written(ledger.delivered(claim(), attempt(1, success())));

    for (int death = 0; death < 3; death++) {
      assertThat(ledger.claim(message(death), LEASE))
          .isEqualTo(new Claim.Duplicate(new DeliveryState.Delivered(clock.instant())));
    }
    assertThat(current()).isEqualTo(delivered);
  }

  @Test
  void a_message_without_a_death_or_with_an_older_one_is_a_duplicate_of_a_dead_letter() {
    die(1);
    LedgerEntry dead = die(2);

    assertThat(ledger.claim(message(0), LEASE)).isEqualTo(new Claim.Duplicate(dead.state()));
    assertThat(ledger.claim(message(1), LEASE)).isEqualTo(new Claim.Duplicate(dead.state()));
    assertThat(current()).isEqualTo(dead);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void a_redrive_opens_a_round_in_which_attempts_start_again(int death) {
    LedgerEntry dead = die(1);
    clock.advance(Duration.ofDays(1));

    LedgerEntry held = claim(death);

    assertThat(held.deaths()).isEqualTo(death);
    assertThat(held.token()).isEqualTo(dead.token() + 1);
    assertThat(held.round()).isEqualTo(Round.open(2, clock.instant()));
    assertThat(held.history()).isEqualTo(dead.history());
  }

  @Test
  void a_redrive_that_the_ledger_missed_opens_a_round_even_while_it_waits() {
    ledger.deferred(claim(), clock.instant().plus(PAUSE));

    assertThat(claim(1).round().number()).isEqualTo(2);
  }

  @Test
  void a_message_of_a_redrive_that_the_ledger_never_heard_of_opens_no_further_round() {
    LedgerEntry held = claim(3);

    assertThat(held.deaths()).isEqualTo(3);
    assertThat(held.round().number()).isOne();
  }

  @Test
  void a_death_that_a_worker_began_is_finished_by_another() {
    LedgerEntry dying = written(ledger.dying(claim(), attempt(1, failure()), death(1)));

    Claim claim = ledger.claim(message(0), LEASE);

    assertThat(claim).isEqualTo(new Claim.Dying(dying, death(1)));
    LedgerEntry dead = written(ledger.dead(((Claim.Dying) claim).entry(), death(1)));
    assertThat(dead.state()).isEqualTo(new DeliveryState.Dead(death(1)));
    assertThat(current()).isEqualTo(dead);
  }

  @Test
  void a_letter_that_was_put_back_before_its_death_was_finished_opens_a_round() {
    ledger.dying(claim(), death(1));

    assertThat(claim(1).round().number()).isEqualTo(2);
  }

  @Test
  void history_keeps_the_last_attempts_with_all_their_fields() {
    for (int i = 1; i <= LedgerEntry.MOST_HISTORY + 5; i++) {
      ledger.waiting(claim(), attempt(i, failure()), clock.instant(), DeliveryState.Cause.RETRY);
      clock.advance(PAUSE);
    }

    List<PastAttempt> history = current().history();
    assertThat(history).hasSize(LedgerEntry.MOST_HISTORY);
    assertThat(history).extracting(PastAttempt::number).startsWith(6, 7).endsWith(24, 25);
    assertThat(history.getLast())
        .isEqualTo(
            new PastAttempt(
                1,
                25,
                clock.instant().minus(PAUSE),
                Duration.ofMillis(1_500),
                "retry",
                503,
                null,
                "an excerpt"));
    assertThat(current().round().attempts()).isEqualTo(25);
  }

  @Test
  void a_clock_that_moves_back_shortens_no_lease_and_no_wait_and_lowers_no_token() {
    Instant then = clock.instant();
    LedgerEntry first = claim();
    clock.set(then.minus(Duration.ofDays(1)));
    assertThat(ledger.claim(message(0), LEASE)).isEqualTo(new Claim.Leased(then.plus(LEASE)));

    ledger.waiting(first, attempt(1, failure()), then.plus(PAUSE), DeliveryState.Cause.RETRY);
    assertThat(ledger.claim(message(0), LEASE)).isEqualTo(new Claim.NotDue(then.plus(PAUSE)));

    clock.set(then.plus(PAUSE));
    LedgerEntry second = claim();
    clock.set(then.minus(Duration.ofDays(2)));
    written(ledger.release(second));
    LedgerEntry third = claim();
    assertThat(List.of(first.token(), second.token(), third.token())).containsExactly(1L, 2L, 3L);
    assertThat(third.round().attempts()).isOne();
    assertThat(third.round().lost()).isZero();
    assertThat(third.history()).hasSize(1);
  }
}
