package dev.everhook.redrive;

import dev.everhook.core.ReceivedMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A part of an archive while it is filled: its lines, and what to delete once they are written. */
final class ArchivePart {
  private static final int MOST_LETTERS = 1_000;
  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final List<ReceivedMessage> letters = new ArrayList<>();

  /** Whether a line fits; every line fits an empty part. */
  boolean takes(byte[] line) {
    return letters.isEmpty()
        || (letters.size() < MOST_LETTERS && lines.size() + line.length < MOST_BYTES);
  }

  void add(ReceivedMessage letter, byte[] line) {
    letters.add(Held.withoutContent(letter));
    lines.writeBytes(line);
    lines.write('\n');
  }

  static byte[] line(Source source, ReceivedMessage letter) {
    return ArchivedLetter.write(source, letter).getBytes(StandardCharsets.UTF_8);
  }

  boolean isEmpty() {
    return letters.isEmpty();
  }

  byte[] content() {
    return lines.toByteArray();
  }

  List<ReceivedMessage> letters() {
    return letters;
  }
}
