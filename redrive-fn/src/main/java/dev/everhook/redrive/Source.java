package dev.everhook.redrive;

import dev.everhook.core.DeadLetter;
import dev.everhook.core.ReceivedMessage;

/** The queue that dead letters are taken from. */
enum Source {
  /** The dead-letter queue. */
  DEAD_LETTERS("dead-letters"),
  /** The scheduler's own dead-letter queue: what it could not put on the refresh queue. */
  SCHEDULER("scheduler");

  private final String word;

  Source(String word) {
    this.word = word;
  }

  /** The word in requests and answers. */
  @Override
  public String toString() {
    return word;
  }

  /** Reads a message of this queue; never throws, whatever the message. */
  DeadLetter read(ReceivedMessage message) {
    return switch (this) {
      case DEAD_LETTERS -> DeadLetter.read(message);
      case SCHEDULER -> DeadLetter.unsent(message);
    };
  }
}
