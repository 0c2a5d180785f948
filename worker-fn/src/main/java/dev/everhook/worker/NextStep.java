package dev.everhook.worker;

import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.ledger.DeliveryState;
import java.time.Duration;

/** What to do with a delivery after what happened to it. */
public sealed interface NextStep {

  /** The delivery is over: the message may go. */
  record Acknowledge() implements NextStep {}

  /**
   * The delivery waits for its next attempt.
   *
   * @param delay how long from now
   * @param because what it waits after
   */
  record TryAgain(Duration delay, DeliveryState.Cause because) implements NextStep {}

  /** The message goes to the dead-letter queue. */
  record Bury(DeadLetterReason reason) implements NextStep {}
}
