package dev.everhook.core;

/** Who asked for a refresh. */
public enum Trigger {
  /** The schedule, for one of its slots. */
  SCHEDULE("schedule"),
  /** A person or program. */
  MANUAL("manual");

  private final String word;

  Trigger(String word) {
    this.word = word;
  }

  /** The word in messages, headers and logs. */
  @Override
  public String toString() {
    return word;
  }
}
