package dev.everhook.worker;

import dev.everhook.core.DeadLetterReason;
import java.time.Duration;

/** What to do with a message after what happened to it. */
public sealed interface NextStep {

  /** The delivery is over: the message may go. */
  record Acknowledge() implements NextStep {}

  /**
   * The message comes again.
   *
   * @param delay how long from now
   */
  record TryAgain(Duration delay) implements NextStep {}

  /** The message goes to the dead-letter queue. */
  record Bury(DeadLetterReason reason) implements NextStep {}
}
