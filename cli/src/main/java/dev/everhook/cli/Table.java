package dev.everhook.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table that fits the terminal: the widest values are cut first. */
final class Table {
  private static final String GAP = "  ";

  /** A column narrower than this says nothing. */
  private static final int NARROWEST = 4;

  private final String indent;
  private final List<String> titles;
  private final boolean[] toTheRight;
  private final List<List<Cell>> rows = new ArrayList<>();

  /**
   * @param titles of the columns; one that begins with {@code >} holds numbers and is aligned to
   *     the right
   */
  Table(String indent, String... titles) {
    this.indent = indent;
    this.titles =
        Arrays.stream(titles)
            .map(title -> title.startsWith(">") ? title.substring(1) : title)
            .toList();
    this.toTheRight = new boolean[titles.length];
    for (int i = 0; i < titles.length; i++) {
      toTheRight[i] = titles[i].startsWith(">");
    }
  }

  /** Adds a row; values that are no {@link Cell} become plain ones. */
  Table row(Object... values) {
    if (values.length != titles.size()) {
      throw new IllegalArgumentException(values.length + " values for " + titles);
    }
    rows.add(
        Arrays.stream(values)
            .map(value -> value instanceof Cell cell ? cell : Cell.of(value))
            .toList());
    return this;
  }

  void print(Output output) {
    output.line(line(titles.stream().map(Cell::of).toList(), widths(), output));
    printRows(output);
  }

  /** Prints it without its titles. */
  void printRows(Output output) {
    int[] widths = widths();
    rows.forEach(row -> output.line(line(row, widths, output)));
  }

  private int[] widths() {
    int[] widths = new int[titles.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              Columns.width(titles.get(i)),
              rows.stream().mapToInt(row -> Columns.width(row.get(column).text())).max().orElse(0));
    }
    int room = Output.COLUMNS - indent.length() - GAP.length() * (widths.length - 1);
    while (Arrays.stream(widths).sum() > room) {
      int widest = widest(widths);
      if (widths[widest] <= NARROWEST) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private static int widest(int[] widths) {
    int widest = 0;
    for (int i = 1; i < widths.length; i++) {
      if (widths[i] > widths[widest]) {
        widest = i;
      }
    }
    return widest;
  }

  private String line(List<Cell> row, int[] widths, Output output) {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < widths.length; i++) {
      String text = Columns.fit(row.get(i).text(), widths[i]);
      boolean isLast = i == widths.length - 1;
      String padded = isLast && !toTheRight[i] ? text : Columns.pad(text, widths[i], toTheRight[i]);
      line.append(i == 0 ? "" : GAP).append(row.get(i).painted(padded, output.colours()));
    }
    return line.toString();
  }
}
