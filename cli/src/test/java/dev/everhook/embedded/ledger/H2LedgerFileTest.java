package dev.everhook.embedded.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everhook.core.Attempt;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Outcome;
import dev.everhook.core.SettableClock;
import dev.everhook.core.Trigger;
import dev.everhook.core.ledger.Claim;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerRefusedException;
import dev.everhook.core.ledger.LedgerUnavailableException;
import dev.everhook.core.ledger.Origin;
import dev.everhook.embedded.sqs.H2File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file keeps from run to run, and what becomes of a call where it does not work. */
final class H2LedgerFileTest {
  private static final Duration LEASE = Duration.ofMinutes(12);

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock();
  private H2LedgerStore store;
  private DeliveryLedger ledger;

  @BeforeEach
  void open() throws IOException {
    store = H2LedgerStore.open(folder, clock);
    ledger = new DeliveryLedger(store, clock, () -> UUID.randomUUID().toString());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() throws IOException {
    close();
    open();
  }

  private LedgerEntry claim(IdempotencyKey key) {
    Origin origin = new Origin(Trigger.MANUAL, null, 0, "{}");
    var message = new DeliveryLedger.Message(key, origin, 0, false, true);
    return ((Claim.Granted) ledger.claim(message, LEASE)).held();
  }

  private Attempt success() {
    return new Attempt(1, clock.instant(), Duration.ofSeconds(1), new Outcome.Delivered(200), null);
  }

  private static IdempotencyKey key(int number) {
    return IdempotencyKey.ofRequest("request-" + number, 0);
  }

  @Test
  void entries_are_there_in_the_next_run() throws IOException {
    LedgerEntry held = claim(key(1));

    reopen();

    assertThat(store.find(key(1))).contains(held);
    assertThat(store.recent(10)).containsExactly(held);
  }

  @Test
  void a_start_ends_the_leases_of_the_last_run_and_refuses_who_still_writes() throws IOException {
    LedgerEntry held = claim(key(1));
    LedgerEntry delivered = ledger.delivered(claim(key(2)), success()).entry();
    LedgerEntry waiting = ledger.deferred(claim(key(3)), clock.instant().plusSeconds(9)).entry();
    clock.advance(Duration.ofSeconds(1));
    reopen();

    store.voidLeases();

    LedgerEntry ended = store.find(key(1)).orElseThrow();
    assertThat(ended.state())
        .isInstanceOfSatisfying(
            DeliveryState.InFlight.class,
            state -> assertThat(state.leaseEnd()).isEqualTo(clock.instant()));
    assertThat(store.overdue(clock.instant().plusMillis(1), 10)).containsExactly(ended);
    assertThat(ledger.release(held).isFenced()).isTrue();
    LedgerEntry next = claim(key(1));
    assertThat(next.token()).isGreaterThan(held.token());
    assertThat(next.round().lost()).isOne();
    assertThat(store.find(key(2))).contains(delivered);
    assertThat(store.find(key(3))).contains(waiting);
  }

  @Test
  void an_entry_is_forgotten_at_a_start_after_it_was_kept_long_enough() throws IOException {
    claim(key(1));
    clock.advance(Duration.ofSeconds(1));
    LedgerEntry later = claim(key(2));
    clock.set(SettableClock.START.plus(LedgerEntry.KEPT));
    reopen();
    assertThat(store.recent(10)).hasSize(2);

    clock.advance(Duration.ofMillis(1));
    reopen();

    assertThat(store.recent(10)).containsExactly(later);
  }

  @Test
  void a_long_run_forgets_too() {
    claim(key(0));
    clock.advance(LedgerEntry.KEPT.plusMillis(1));

    for (int i = 1; i <= 1_000; i++) {
      claim(key(i));
    }

    assertThat(store.find(key(0))).isEmpty();
    assertThat(store.find(key(1))).isPresent();
  }

  @Test
  void what_was_acknowledged_before_a_kill_is_there_after_it() throws IOException {
    close();
    for (int i = 0; i < 4; i++) {
      long acknowledged;
      try (KilledLedger killed = KilledLedger.start(folder)) {
        acknowledged = killed.awaitRevision(50);
      }
      open();
      assertThat(store.find(KilledLedger.KEY).orElseThrow().revision())
          .isBetween(acknowledged, acknowledged + 1);
      close();
    }
    open();
  }

  @Test
  void a_caller_that_is_interrupted_does_no_harm_to_others() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> store.find(key(1)))
        .withMessage("Could not read the ledger: interrupted");
    assertThat(Thread.interrupted()).isTrue();

    assertThat(store.find(key(1))).isEmpty();
  }

  @Test
  void a_ledger_that_is_busy_for_too_long_is_an_outage_and_then_goes_on() throws Exception {
    LedgerEntry held = claim(key(1));
    try (Connection other = H2File.open(folder, "ledger")) {
      other.setAutoCommit(false);
      run(other, "UPDATE entries SET \"body\" = \"body\"");

      assertThatExceptionOfType(LedgerUnavailableException.class)
          .isThrownBy(() -> ledger.release(held))
          .withMessageStartingWith("Could not write to the ledger: ");
      other.rollback();
    }
    assertThat(ledger.release(store.find(key(1)).orElseThrow()).isFenced()).isFalse();
  }

  @Test
  void a_ledger_without_its_table_refuses() throws Exception {
    try (Connection other = H2File.open(folder, "ledger")) {
      run(other, "DROP TABLE entries");
    }

    assertThatExceptionOfType(LedgerRefusedException.class)
        .isThrownBy(() -> store.find(key(1)))
        .withMessageStartingWith("Could not read the ledger: ")
        .withMessageContaining("ENTRIES");
    assertThatExceptionOfType(LedgerRefusedException.class).isThrownBy(() -> claim(key(1)));
  }

  @Test
  void an_entry_that_makes_no_sense_is_refused_and_named() throws Exception {
    claim(key(1));
    try (Connection other = H2File.open(folder, "ledger")) {
      run(other, "UPDATE entries SET \"state\" = 'lost'");
    }

    assertThatExceptionOfType(LedgerRefusedException.class)
        .isThrownBy(() -> store.find(key(1)))
        .withMessage(
            "Could not read the ledger: the entry %s cannot be understood: no state: lost"
                .formatted(key(1)));
    assertThat(store.find(key(2))).isEmpty();
  }

  @Test
  void a_ledger_that_is_closed_is_an_outage() throws IOException {
    store.close();

    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> store.find(key(1)))
        .withMessage("Could not read the ledger: it is closed");
    open();
  }

  @Test
  void a_file_that_is_no_ledger_is_a_problem_at_the_start() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("ledger.mv.db"), "nothing of the kind".repeat(1_000));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> H2LedgerStore.open(other, clock))
        .withMessageContaining(other.toString());
  }

  @Test
  void a_table_of_another_kind_is_a_problem_at_the_start() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    try (Connection connection = H2File.open(other, "ledger")) {
      run(connection, "CREATE TABLE entries(\"key\" VARCHAR)");
    }

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> H2LedgerStore.open(other, clock))
        .withMessageStartingWith("The ledger in " + other + " cannot be opened: ");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
