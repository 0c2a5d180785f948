package dev.everhook.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.LedgerFaults.Call;
import dev.everhook.core.ledger.LedgerFaults.Fault;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerFaultsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final IdempotencyKey KEY = LedgerContract.newKey();
  private static final LedgerEntry ENTRY = LedgerContractEntries.pending(KEY, 1, NOW);

  private final InMemoryLedger ledger = new InMemoryLedger();

  @Test
  void every_call_fails_until_all_is_mended() {
    ledger.faults().always(Fault.UNAVAILABLE);

    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> ledger.write(ENTRY));
    assertThatExceptionOfType(LedgerUnavailableException.class).isThrownBy(() -> ledger.find(KEY));
    assertThatExceptionOfType(LedgerUnavailableException.class).isThrownBy(() -> ledger.recent(1));
    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> ledger.overdue(NOW, 1));

    ledger.faults().mend();
    assertThat(ledger.find(KEY)).isEmpty();
    assertThat(ledger.calls(Call.FIND)).isEqualTo(2);
  }

  @Test
  void the_next_calls_of_one_kind_fail_and_others_do_not() {
    ledger.faults().next(2, Fault.REFUSED, Call.FIND);

    assertThat(ledger.write(ENTRY)).isEmpty();
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(LedgerRefusedException.class).isThrownBy(() -> ledger.find(KEY));
    }
    assertThat(ledger.find(KEY)).contains(ENTRY);
  }

  @Test
  void a_write_whose_answer_is_lost_is_made() {
    ledger.faults().next(1, Fault.ANSWER_LOST, Call.WRITE);

    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> ledger.write(ENTRY));

    assertThat(ledger.entries()).containsExactly(ENTRY);
  }

  @Test
  void a_write_that_comes_twice_finds_itself() {
    ledger.faults().next(1, Fault.MADE_TWICE);

    assertThat(ledger.write(ENTRY)).contains(ENTRY);

    assertThat(ledger.entries()).containsExactly(ENTRY);
  }

  @Test
  void a_delivery_can_be_forgotten() {
    ledger.write(ENTRY);

    ledger.remove(KEY);

    assertThat(ledger.find(KEY)).isEmpty();
    assertThatCode(() -> ledger.write(LedgerContractEntries.full(KEY, 9)))
        .doesNotThrowAnyException();
  }
}
