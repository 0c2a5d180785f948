package dev.everhook.cli;

/**
 * Text as columns of a terminal. What comes from outside may hold anything: control characters,
 * which a terminal would obey, are shown as question marks.
 */
final class Columns {
  private static final String CUT = "…";

  private Columns() {}

  /** The text in one line, with nothing in it that a terminal would obey. */
  static String clean(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().map(Columns::shown).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static int shown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          '?';
      default -> character;
    };
  }

  /** How many columns it takes. */
  static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  /** Combining marks take none; the scripts of East Asia and pictures take two. */
  private static int width(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean isWide =
        Character.isIdeographic(character)
            || (character >= 0x1100 && character <= 0x115F)
            || (character >= 0x2E80 && character <= 0xA4CF)
            || (character >= 0xAC00 && character <= 0xD7A3)
            || (character >= 0xFE30 && character <= 0xFE6F)
            || (character >= 0xFF00 && character <= 0xFF60)
            || (character >= 0x1F300 && character <= 0x1FAFF);
    return isWide ? 2 : 1;
  }

  /** The text, cut where it takes more columns than there are, and marked as cut. */
  static String fit(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int taken = 1;
    for (int character : text.codePoints().toArray()) {
      taken += width(character);
      if (taken > columns) {
        break;
      }
      kept.appendCodePoint(character);
    }
    return columns < 1 ? "" : kept + CUT;
  }

  /** The text with as many spaces as make it that wide. */
  static String pad(String text, int columns, boolean toTheRight) {
    String spaces = " ".repeat(Math.max(0, columns - width(text)));
    return toTheRight ? spaces + text : text + spaces;
  }
}
