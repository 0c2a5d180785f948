package dev.everhook.cli;

import dev.everhook.embedded.Colours;
import java.io.PrintWriter;
import picocli.CommandLine;

/**
 * Where a command prints.
 *
 * @param out the answer
 * @param err problems, questions and progress
 * @param colours none where {@code out} is no terminal
 * @param asJson whether the answer is JSON
 */
record Output(PrintWriter out, PrintWriter err, Colours colours, boolean asJson) {
  /** The columns that every line fits. */
  static final int COLUMNS = 80;

  static Output of(CommandLine command, boolean asJson) {
    return new Output(
        command.getOut(), command.getErr(), new Colours(command.getColorScheme().ansi()), asJson);
  }

  /** Prints a line of the answer. */
  void line(String text) {
    out.println(text);
  }

  /** Prints a line of the answer in the manner of {@link String#format}. */
  void line(String format, Object... values) {
    out.printf(format + "%n", values);
  }

  /** Prints a line that is no part of the answer. */
  void note(String text) {
    err.println(text);
  }
}
