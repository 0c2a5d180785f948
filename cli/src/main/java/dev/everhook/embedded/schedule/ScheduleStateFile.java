package dev.everhook.embedded.schedule;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps a schedule's state in a file. A write is on disk, whole, when it returns; a crash in its
 * midst leaves the state before it. One process writes at a time: the one that owns the folder.
 */
public final class ScheduleStateFile {
  private final Path file;
  private final Path folder;
  private final Path draft;

  /**
   * @param file where the state is kept; its folder must exist
   */
  public ScheduleStateFile(Path file) {
    Path absolute = file.toAbsolutePath();
    this.file = absolute;
    this.folder = absolute.resolveSibling("");
    this.draft = absolute.resolveSibling(absolute.getFileName() + ".tmp");
  }

  /**
   * The state that was last written, or empty if none was.
   *
   * @throws CorruptScheduleStateException if the file holds something else
   * @throws UncheckedIOException if it cannot be read
   */
  public Optional<ScheduleState> read() {
    try {
      return Optional.of(ScheduleStateJson.state(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new CorruptScheduleStateException(file, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Replaces the state.
   *
   * @throws UncheckedIOException if it cannot be written; the state before it may be left
   */
  public void write(ScheduleState state) {
    try {
      try (FileChannel channel = FileChannel.open(draft, CREATE, TRUNCATE_EXISTING, WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(ScheduleStateJson.bytes(state));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
      forceFolder();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Until its folder is on disk, a renamed file may come back under its old name. */
  private void forceFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }
}
