package dev.everhook.cli;

import java.util.ArrayList;
import java.util.List;

/** Prints a sentence over as many lines as it takes. */
final class Paragraph {
  private Paragraph() {}

  static void print(Output output, String text) {
    print(output, "", "", text);
  }

  /**
   * Prints it behind something.
   *
   * @param first what the first line begins with
   * @param others what the others begin with, as wide as the first
   */
  static void print(Output output, String first, String others, String text) {
    StringBuilder line = new StringBuilder(first);
    boolean isEmpty = true;
    for (String word : Columns.clean(text).split(" ", -1)) {
      for (String part : parts(word, Output.COLUMNS - Columns.width(others))) {
        if (!isEmpty && Columns.width(line.toString()) + 1 + Columns.width(part) > Output.COLUMNS) {
          output.line(line.toString());
          line = new StringBuilder(others);
          isEmpty = true;
        }
        line.append(isEmpty ? "" : " ").append(part);
        isEmpty = false;
      }
    }
    output.line(line.toString());
  }

  /** A word that is wider than the room breaks. */
  private static Iterable<String> parts(String word, int room) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int width = 0;
    for (int character : word.codePoints().toArray()) {
      int wide = Columns.width(Character.toString(character));
      if (width + wide > room) {
        parts.add(part.toString());
        part = new StringBuilder();
        width = 0;
      }
      part.appendCodePoint(character);
      width += wide;
    }
    parts.add(part.toString());
    return parts;
  }
}
