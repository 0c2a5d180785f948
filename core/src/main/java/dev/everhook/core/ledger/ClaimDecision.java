package dev.everhook.core.ledger;

import java.time.Instant;

/** What a worker does with a message, by what the ledger says of its delivery. */
public sealed interface ClaimDecision {

  /**
   * Claims the delivery, and calls.
   *
   * @param opensRound whether attempts start again, since the message is a redrive
   * @param loses whether the call of the last claim counts as lost
   */
  record Take(boolean opensRound, boolean loses) implements ClaimDecision {}

  /**
   * Hides the message: the next attempt is not due yet.
   *
   * @param until when it is
   */
  record NotDue(Instant until) implements ClaimDecision {}

  /**
   * Hides the message: somebody else has the lease.
   *
   * @param until when it ends
   */
  record Leased(Instant until) implements ClaimDecision {}

  /** Acknowledges the message: its delivery is delivered, or its dead letter lies there already. */
  record Duplicate() implements ClaimDecision {}

  /** Finishes a death that another worker began, without a call. */
  record FinishDeath(Death death) implements ClaimDecision {}
}
