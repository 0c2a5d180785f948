package dev.everhook.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/** The file {@code paused} in the data folder: as long as it is there, no call is begun. */
record PauseFile(Path folder) {
  private static final String TEXT = "No call is begun while this file is here: everhook resume\n";

  private Path file() {
    return folder.resolve("paused");
  }

  /**
   * Since when the run is paused; empty if it is not.
   *
   * @throws IOException if nobody can say
   */
  Optional<Instant> since() throws IOException {
    return Files.exists(file())
        ? Optional.of(Files.getLastModifiedTime(file()).toInstant())
        : Optional.empty();
  }

  /**
   * On disk when it returns.
   *
   * @throws UncheckedIOException if it cannot be made
   */
  void create() {
    change(() -> Files.writeString(file(), TEXT));
  }

  /**
   * Gone from the disk when it returns.
   *
   * @throws UncheckedIOException if it cannot be removed
   */
  void delete() {
    change(() -> Files.deleteIfExists(file()));
  }

  @FunctionalInterface
  private interface Change {
    Object run() throws IOException;
  }

  private void change(Change change) {
    try {
      change.run();
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot change " + file(), e);
    }
  }
}
