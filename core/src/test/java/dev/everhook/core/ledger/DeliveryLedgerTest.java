package dev.everhook.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everhook.core.Attempt;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Outcome;
import dev.everhook.core.SettableClock;
import dev.everhook.core.Trigger;
import dev.everhook.core.ledger.DeliveryLedger.Message;
import dev.everhook.core.ledger.LedgerFaults.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the ledger asks its store: how often, and what it does when it gets nowhere. */
class DeliveryLedgerTest {
  private static final Duration LEASE = Duration.ofMinutes(12);
  private static final IdempotencyKey KEY = LedgerContract.newKey();

  private final SettableClock clock = new SettableClock();
  private final InMemoryLedger store = new InMemoryLedger();
  private final AtomicInteger claims = new AtomicInteger();
  private final DeliveryLedger ledger = over(store);

  private DeliveryLedger over(LedgerStore kept) {
    return new DeliveryLedger(kept, clock, () -> "claim-" + claims.incrementAndGet());
  }

  private static Message message(boolean seenBefore) {
    return new Message(KEY, new Origin(Trigger.MANUAL, null, 0, "{}"), 0, seenBefore, true);
  }

  private Attempt success() {
    return new Attempt(1, clock.instant(), Duration.ofSeconds(1), new Outcome.Delivered(200), null);
  }

  @Test
  void a_delivery_that_is_likely_unknown_takes_one_call() {
    ledger.claim(message(false), LEASE);

    assertThat(store.calls(Call.FIND)).isZero();
    assertThat(store.calls(Call.WRITE)).isOne();
  }

  @Test
  void a_delivery_that_is_likely_known_is_looked_up_before_a_write_is_tried() {
    ledger.claim(message(false), LEASE);

    assertThat(ledger.claim(message(true), LEASE)).isInstanceOf(Claim.Leased.class);

    assertThat(store.calls(Call.FIND)).isOne();
    assertThat(store.calls(Call.WRITE)).isOne();
  }

  @Test
  void a_delivery_that_is_known_after_all_takes_no_look_up() {
    ledger.claim(message(false), LEASE);

    assertThat(ledger.claim(message(false), LEASE)).isInstanceOf(Claim.Leased.class);

    assertThat(store.calls(Call.FIND)).isZero();
    assertThat(store.calls(Call.WRITE)).isEqualTo(2);
  }

  @Test
  void an_entry_of_which_only_the_message_is_known_is_that_of_a_first_claim() {
    LedgerEntry unseen = ledger.unseen(message(false));

    assertThat(unseen.state()).isEqualTo(new DeliveryState.Pending());
    assertThat(unseen.token()).isZero();
    assertThat(ledger.find(KEY)).isEmpty();
  }

  @Test
  void a_claim_that_others_overtake_without_end_comes_back_soon() {
    assertThat(over(new Contended()).claim(message(false), LEASE))
        .isEqualTo(new Claim.Leased(clock.instant().plusSeconds(1)));
  }

  @Test
  void a_success_that_others_overtake_without_end_is_an_outage() {
    LedgerEntry held = LedgerContract.granted(ledger.claim(message(false), LEASE));

    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> over(new Contended()).delivered(held, success()))
        .withMessage("Could not write to the ledger: others write the same entry");
  }

  @Test
  void a_write_that_others_overtake_without_end_is_fenced() {
    LedgerEntry held = LedgerContract.granted(ledger.claim(message(false), LEASE));
    var contended = new Contended();

    assertThat(over(contended).release(held).isFenced()).isTrue();

    assertThat(contended.writes.get()).isBetween(1, 20);
  }

  @Test
  void a_success_that_was_made_and_never_answered_is_not_recorded_twice() {
    LedgerEntry held = LedgerContract.granted(ledger.claim(message(false), LEASE));
    Attempt success = success();
    store.faults().next(1, LedgerFaults.Fault.ANSWER_LOST);
    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> ledger.delivered(held, success));
    clock.advance(Duration.ofSeconds(1));

    Written written = ledger.delivered(held, success);

    assertThat(written.isFenced()).isFalse();
    assertThat(written.entry().history()).hasSize(1);
    assertThat(ledger.find(KEY)).contains(written.entry());
  }

  /** Somebody else is always quicker, and always leaves the delivery to be claimed. */
  private final class Contended implements LedgerStore {
    private final AtomicInteger writes = new AtomicInteger();

    @Override
    public Optional<LedgerEntry> write(LedgerEntry entry) {
      return Optional.of(
          LedgerContractEntries.pending(
              entry.key(), entry.revision() + writes.incrementAndGet(), clock.instant()));
    }

    @Override
    public Optional<LedgerEntry> find(IdempotencyKey key) {
      return Optional.empty();
    }

    @Override
    public List<LedgerEntry> recent(int most) {
      return List.of();
    }

    @Override
    public List<LedgerEntry> overdue(Instant before, int most) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
