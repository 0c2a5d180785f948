package dev.everhook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * How far a file was sent, on disk, so that a second run after a break goes on there: with the
 * batch's name, which goes into the ids of lines that have none, so that what was sent already is
 * known by its id.
 *
 * <p>It is there before the first line is sent, moves on after lines that were all answered, and is
 * gone when the last one was: a later run of the same file is a new batch.
 */
final class BulkMarker {
  private final Path file;
  private final String batch;
  private final boolean isResumed;
  private long linesDone;
  private long refused;

  private BulkMarker(Path file, String batch, boolean isResumed, long linesDone, long refused) {
    this.file = file;
    this.batch = batch;
    this.isResumed = isResumed;
    this.linesDone = linesDone;
    this.refused = refused;
  }

  /**
   * Reads the marker of some contents, or begins a batch.
   *
   * @param folder made if need be
   * @param contents the SHA-256 of the file that is sent, in hex
   * @throws IOException if it cannot be read or written, naming it
   */
  static BulkMarker open(Path folder, String contents) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(contents + ".json");
    try {
      JsonNode json = Answers.JSON.readTree(Files.readString(file));
      return new BulkMarker(
          file,
          json.required("batch").asText(),
          true,
          json.required("linesDone").asLong(),
          json.required("refused").asLong());
    } catch (NoSuchFileException e) {
      BulkMarker marker = new BulkMarker(file, UUID.randomUUID().toString(), false, 0, 0);
      marker.write();
      return marker;
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(
          "The marker %s of an earlier run cannot be read (%s). Delete it to send all lines as a new batch."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** The id of a line that has none. */
  String requestId(long line) {
    return batch + "-" + line;
  }

  /** Whether an earlier run has broken off. */
  boolean isResumed() {
    return isResumed;
  }

  /** The first so many lines need not be sent any more. */
  long linesDone() {
    return linesDone;
  }

  /** How many of those were wrong, and said to be so. */
  long refused() {
    return refused;
  }

  /** Moves on: all lines up to this one are answered. */
  void advance(long line, long refusedByNow) throws IOException {
    linesDone = line;
    refused = refusedByNow;
    write();
  }

  /** The batch is complete. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** All at once or not at all, whenever the process or the machine ends. */
  private void write() throws IOException {
    String json =
        Answers.JSON
            .createObjectNode()
            .put("version", 1)
            .put("batch", batch)
            .put("linesDone", linesDone)
            .put("refused", refused)
            .toString();
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
