package dev.everhook.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a write of a worker that lost its lease, or its answer. */
public abstract class LedgerContractOfLateWriters extends LedgerContract {

  /** What a worker writes besides a success. */
  enum FencedWrite {
    RELEASE,
    WAITING,
    DEFERRED,
    DYING,
    DYING_WITHOUT_A_CALL,
    DEAD
  }

  private Written write(FencedWrite write, LedgerEntry held) {
    Instant later = clock.instant().plusSeconds(60);
    Attempt failed = attempt(1, held.changedAt(), failure());
    return switch (write) {
      case RELEASE -> ledger.release(held);
      case WAITING -> ledger.waiting(held, failed, later, DeliveryState.Cause.RETRY);
      case DEFERRED -> ledger.deferred(held, later);
      case DYING -> ledger.dying(held, failed, death(1));
      case DYING_WITHOUT_A_CALL -> ledger.dying(held, death(1));
      case DEAD -> ledger.dead(held, death(1));
    };
  }

  /** What another made of a delivery, after the worker with the first token lost its lease. */
  enum Since {
    PENDING,
    IN_FLIGHT,
    WAITING,
    DELIVERED,
    DYING,
    DEAD
  }

  private LedgerEntry change(Since since, LedgerEntry held) {
    return switch (since) {
      case PENDING -> written(ledger.release(held));
      case IN_FLIGHT -> held;
      case WAITING -> written(write(FencedWrite.WAITING, held));
      case DELIVERED -> written(ledger.delivered(held, attempt(2, success())));
      case DYING -> written(ledger.dying(held, death(1)));
      case DEAD -> written(ledger.dead(change(Since.DYING, held), death(1)));
    };
  }

  @ParameterizedTest
  @EnumSource
  void a_worker_that_lost_its_lease_writes_nothing(FencedWrite late) {
    LedgerEntry first = claim();
    clock.advance(LEASE);
    LedgerEntry second = claim();

    Written written = write(late, first);

    assertThat(written).isEqualTo(new Written(second, true));
    assertThat(current()).isEqualTo(second);
  }

  @ParameterizedTest
  @EnumSource
  void a_worker_whose_lease_is_over_and_that_nobody_followed_still_writes(FencedWrite late) {
    LedgerEntry held = claim();
    clock.advance(LEASE.multipliedBy(2));

    LedgerEntry written = written(write(late, held));

    assertThat(current()).isEqualTo(written);
  }

  @ParameterizedTest
  @EnumSource
  void a_late_success_is_taken_whatever_became_of_the_delivery(Since since) {
    LedgerEntry first = claim();
    clock.advance(LEASE);
    LedgerEntry before = change(since, claim());
    clock.advance(Duration.ofSeconds(1));

    LedgerEntry delivered = written(ledger.delivered(first, attempt(1, success())));

    assertThat(delivered.state()).isInstanceOf(DeliveryState.Delivered.class);
    assertThat(delivered.token()).isEqualTo(before.token());
    assertThat(delivered.revision()).isEqualTo(before.revision() + 1);
    assertThat(delivered.history()).hasSize(before.history().size() + 1);
    assertThat(current()).isEqualTo(delivered);
  }

  @ParameterizedTest
  @EnumSource
  void a_success_is_never_undone(FencedWrite late) {
    LedgerEntry first = claim();
    clock.advance(LEASE);
    LedgerEntry second = claim();
    Instant at = clock.instant();
    LedgerEntry delivered = written(ledger.delivered(first, attempt(1, success())));
    clock.advance(Duration.ofDays(1));

    assertThat(write(late, second)).isEqualTo(new Written(delivered, true));
    assertThat(ledger.claim(message(7), LEASE))
        .isEqualTo(new Claim.Duplicate(new DeliveryState.Delivered(at)));
    LedgerEntry twice = written(ledger.delivered(second, attempt(1, success())));
    assertThat(twice.state()).isEqualTo(new DeliveryState.Delivered(at));
    assertThat(current()).isEqualTo(twice);
  }

  @ParameterizedTest
  @EnumSource
  void a_write_where_the_entry_is_gone_is_made(FencedWrite write) {
    LedgerEntry held = neverKept();

    LedgerEntry written = written(write(write, held));

    assertThat(current()).isEqualTo(written);
    assertThat(written.token()).isEqualTo(held.token());
  }

  @Test
  void a_success_where_the_entry_is_gone_is_made() {
    LedgerEntry written = written(ledger.delivered(neverKept(), attempt(1, success())));

    assertThat(current()).isEqualTo(written);
  }

  /** Claimed, and then forgotten by the store: here, in a store that is none. */
  private LedgerEntry neverKept() {
    return granted(ledgerOver(new InMemoryLedger()).claim(message(0), LEASE));
  }

  @Test
  void a_claim_whose_answer_was_lost_recognises_itself() {
    ledger = ledgerOver(new MadeTwice(store));

    LedgerEntry held = claim();

    assertThat(held.token()).isOne();
    assertThat(current()).isEqualTo(held);
  }

  @ParameterizedTest
  @EnumSource
  void a_write_whose_answer_was_lost_recognises_itself(FencedWrite write) {
    LedgerEntry held = claim();
    ledger = ledgerOver(new MadeTwice(store));

    LedgerEntry written = written(write(write, held));

    assertThat(written.revision()).isEqualTo(held.revision() + 1);
    assertThat(current()).isEqualTo(written);
  }

  @Test
  void a_success_whose_answer_was_lost_recognises_itself() {
    LedgerEntry held = claim();
    ledger = ledgerOver(new MadeTwice(store));

    LedgerEntry written = written(ledger.delivered(held, attempt(1, success())));

    assertThat(written.revision()).isEqualTo(held.revision() + 1);
    assertThat(current()).isEqualTo(written);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEAD")
  void a_holder_that_was_told_nothing_of_its_write_writes_again_and_nothing_counts_twice(
      FencedWrite write) {
    LedgerEntry held = claim();
    LedgerEntry unheard = written(write(write, held));
    clock.advance(Duration.ofSeconds(1));

    LedgerEntry written = written(write(write, held));

    assertThat(written.state().word()).isEqualTo(unheard.state().word());
    assertThat(written.round().attempts()).isEqualTo(unheard.round().attempts());
    assertThat(written.history()).isEqualTo(unheard.history());
    assertThat(current()).isEqualTo(written);
  }

  /** Makes each write twice and gives the second answer, as a client that missed the first. */
  private static final class MadeTwice extends ForwardingLedgerStore {
    MadeTwice(LedgerStore store) {
      super(store);
    }

    @Override
    public Optional<LedgerEntry> write(LedgerEntry entry) {
      return super.write(entry).or(() -> super.write(entry));
    }
  }
}
