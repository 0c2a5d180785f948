package dev.everhook.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lines that go in one call. */
final class BulkChunk {
  private static final int MOST_LINES = 500;

  /** An invoke takes 6 MB, and a character can be three bytes. */
  private static final int MOST_CHARACTERS = 1_500_000;

  private final List<BulkLine> good = new ArrayList<>();
  private final List<BulkLine> bad = new ArrayList<>();
  private int characters;
  private long first;
  private long last;

  /** Whether there is room for a line. */
  boolean takes(BulkLine line) {
    return good.size() + bad.size() < MOST_LINES
        && (characters == 0 || characters + line.json().length() <= MOST_CHARACTERS);
  }

  void add(BulkLine line) {
    (line.problem() == null ? good : bad).add(line);
    characters += line.problem() == null ? line.json().length() : 0;
    first = first == 0 ? line.number() : first;
    last = line.number();
  }

  /** The lines that are sent. */
  List<BulkLine> good() {
    return good;
  }

  /** The lines that are not. */
  List<BulkLine> bad() {
    return bad;
  }

  /** The number of its first line. */
  long first() {
    return first;
  }

  /** The number of its last line. */
  long last() {
    return last;
  }

  boolean isEmpty() {
    return good.isEmpty() && bad.isEmpty();
  }

  /** The event of the call. */
  String event() {
    return good.stream().map(BulkLine::json).collect(Collectors.joining(",", "[", "]"));
  }
}
