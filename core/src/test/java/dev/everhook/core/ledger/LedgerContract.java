package dev.everhook.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Attempt;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Outcome;
import dev.everhook.core.SettableClock;
import dev.everhook.core.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every ledger keeps, whatever its store: {@link LedgerContractOfStores} at the port, {@link
 * LedgerContractOfClaims} and {@link LedgerContractOfLateWriters} at the ledger, and {@link
 * LedgerContractOfRaces} with many workers. A store passes all four.
 */
public abstract class LedgerContract {
  /** How long a lease is. */
  protected static final Duration LEASE = Duration.ofMinutes(12);

  /** Stands still unless a test turns it. */
  protected final SettableClock clock = new SettableClock();

  /** A delivery that no other test knows. */
  protected final IdempotencyKey key = newKey();

  /** The store under test. */
  protected LedgerStore store;

  /** The ledger over it. */
  protected DeliveryLedger ledger;

  /** Opens a store without entries. */
  protected abstract LedgerStore open(InstantSource clock) throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open(clock);
    ledger = ledgerOver(store);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  DeliveryLedger ledgerOver(LedgerStore kept) {
    return new DeliveryLedger(kept, clock, () -> UUID.randomUUID().toString());
  }

  static IdempotencyKey newKey() {
    return new IdempotencyKey(UUID.randomUUID());
  }

  /** A message of {@link #key}. */
  DeliveryLedger.Message message(int death) {
    return message(key, death);
  }

  static DeliveryLedger.Message message(IdempotencyKey key, int death) {
    return new DeliveryLedger.Message(
        key, new Origin(Trigger.MANUAL, null, 0, "body"), death, death > 0, true);
  }

  /** A claim that is granted. */
  LedgerEntry claim() {
    return claim(0);
  }

  LedgerEntry claim(int death) {
    return granted(ledger.claim(message(death), LEASE));
  }

  static LedgerEntry granted(Claim claim) {
    assertThat(claim).isInstanceOf(Claim.Granted.class);
    return ((Claim.Granted) claim).held();
  }

  static LedgerEntry written(Written written) {
    assertThat(written.isFenced()).isFalse();
    return written.entry();
  }

  /** What stands there. */
  LedgerEntry current() {
    return store.find(key).orElseThrow();
  }

  Attempt attempt(int number, Outcome outcome) {
    return attempt(number, clock.instant(), outcome);
  }

  static Attempt attempt(int number, Instant startedAt, Outcome outcome) {
    return new Attempt(number, startedAt, Duration.ofMillis(1_500), outcome, "an excerpt");
  }

  static Outcome failure() {
    return new Outcome.Retry(503, null, Outcome.Certainty.FAILED, null);
  }

  static Outcome success() {
    return new Outcome.Delivered(204);
  }

  static Death death(int number) {
    return new Death(number, DeadLetterReason.REJECTED, 422, null);
  }

  /**
   * The delivery is dead for the {@code number}th time; its last message carried one death less.
   */
  LedgerEntry die(int number) {
    LedgerEntry held = claim(number - 1);
    var rejected = new Outcome.Rejected(422, DeadLetterReason.REJECTED);
    LedgerEntry dying = written(ledger.dying(held, attempt(1, rejected), death(number)));
    return written(ledger.dead(dying, death(number)));
  }
}
