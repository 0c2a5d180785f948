package dev.everhook.cli;

import dev.everhook.embedded.Colours;
import org.jspecify.annotations.Nullable;

/**
 * A value of a table, and how it went. The tone is for the eye alone: the text says it too.
 *
 * @param text free of what a terminal would obey
 */
record Cell(String text, Tone tone) {
  /** How it went. */
  enum Tone {
    PLAIN,
    GOOD,
    WARN,
    BAD
  }

  Cell {
    text = Columns.clean(text);
  }

  /** A value, or a dash for none. */
  static Cell of(@Nullable Object value) {
    return new Cell(value == null ? "-" : value.toString(), Tone.PLAIN);
  }

  /** A word for a state, an outcome or what became of a slot, in its tone. */
  static Cell word(String word) {
    return new Cell(
        word.replace('_', ' '),
        switch (word) {
          case "delivered", "running", "done" -> Tone.GOOD;
          case "dead", "dying", "rejected", "MISSING" -> Tone.BAD;
          case "retry", "unknown", "waiting", "paused", "overdue" -> Tone.WARN;
          default -> Tone.PLAIN;
        });
  }

  String painted(String padded, Colours colours) {
    return switch (tone) {
      case PLAIN -> padded;
      case GOOD -> colours.good(padded);
      case WARN -> colours.warn(padded);
      case BAD -> colours.bad(padded);
    };
  }
}
