package dev.everhook.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints names with their values, one below the other; long values take several lines. */
record Fields(Output output) {
  private static final int NAME = 12;

  /** Prints a value, or nothing where there is none. */
  void row(String name, @Nullable Object value) {
    if (value != null) {
      Paragraph.print(output, pad(name), " ".repeat(NAME + 2), value.toString());
    }
  }

  /** Prints a value in its tone. */
  void row(String name, Cell value) {
    row(name, value, null);
  }

  /** Prints a value in its tone, and more about it. */
  void row(String name, Cell value, @Nullable String more) {
    int room = Output.COLUMNS - NAME - 4 - Columns.width(value.text());
    output.line(
        pad(name)
            + value.painted(value.text(), output.colours())
            + (more == null ? "" : "  " + Columns.fit(Columns.clean(more), room)));
  }

  private static String pad(String name) {
    return String.format(Locale.ROOT, "%-" + NAME + "s  ", name);
  }
}
