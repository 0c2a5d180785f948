package dev.everhook.redrive;

import java.util.Locale;

/** Why an operation stopped. */
enum Stop {
  /** Nothing was left to do. */
  DONE,
  /** As many letters as were asked for. */
  LIMIT,
  /** The function ends soon. */
  DEADLINE,
  /** Somebody asked it to. */
  ASKED,
  /** Several batches in a row came to nothing. */
  FAILING;

  /** The word in answers. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
