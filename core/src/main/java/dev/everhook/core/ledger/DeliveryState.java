package dev.everhook.core.ledger;

import java.time.Instant;

/** Where a delivery stands. */
public sealed interface DeliveryState {

  /** The word in tables, answers and logs. */
  String word();

  /** Whether nothing more will come of it, unless somebody redrives it. */
  default boolean isFinished() {
    return this instanceof Delivered || this instanceof Dead;
  }

  /** It is to be attempted, and nobody is at it. */
  record Pending() implements DeliveryState {
    @Override
    public String word() {
      return "pending";
    }
  }

  /**
   * A worker has the lease, and may be calling.
   *
   * @param claimId names the claim
   * @param since when it was made
   * @param leaseEnd when the lease ends
   */
  record InFlight(String claimId, Instant since, Instant leaseEnd) implements DeliveryState {
    @Override
    public String word() {
      return "in_flight";
    }
  }

  /**
   * The next attempt is to come.
   *
   * @param until not before this instant
   * @param because what it waits after
   */
  record Waiting(Instant until, Cause because) implements DeliveryState {
    @Override
    public String word() {
      return "waiting";
    }
  }

  /** The webhook did it. */
  record Delivered(Instant at) implements DeliveryState {
    @Override
    public String word() {
      return "delivered";
    }
  }

  /** It is given up, and on its way to the dead-letter queue. */
  record Dying(Death death) implements DeliveryState {
    @Override
    public String word() {
      return "dying";
    }
  }

  /** It is in the dead-letter queue. */
  record Dead(Death death) implements DeliveryState {
    @Override
    public String word() {
      return "dead";
    }
  }

  /** What a delivery waits after. */
  enum Cause {
    /** An attempt that failed. */
    RETRY,
    /** An attempt of which nobody knows whether it failed. */
    UNKNOWN,
    /** It was put off: the webhook is at work on it, or there was nothing to call with. */
    DEFERRED
  }
}
