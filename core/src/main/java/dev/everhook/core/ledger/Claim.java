package dev.everhook.core.ledger;

import java.time.Instant;

/** What became of a claim. */
public sealed interface Claim {

  /**
   * The worker has the lease.
   *
   * @param held the entry as it was written, for every write that follows
   */
  record Granted(LedgerEntry held) implements Claim {}

  /** The next attempt is not due before {@code until}. */
  record NotDue(Instant until) implements Claim {}

  /** Somebody else has the lease until {@code until}. */
  record Leased(Instant until) implements Claim {}

  /**
   * There is nothing to do for this message.
   *
   * @param state what became of its delivery
   */
  record Duplicate(DeliveryState state) implements Claim {}

  /**
   * Another worker gave the delivery up, and died over it.
   *
   * @param entry the entry as it stands
   */
  record Dying(LedgerEntry entry, Death death) implements Claim {}
}
