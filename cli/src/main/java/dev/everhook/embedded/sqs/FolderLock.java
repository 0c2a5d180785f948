package dev.everhook.embedded.sqs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An exclusive lock on the file {@code lock} in a folder, with the holder's process id in it.
 *
 * <p>On Linux a process loses its lock on a file as soon as it closes any channel to that file. So
 * this class remembers which folders its own process holds and never opens their lock files again;
 * its methods exclude each other for the same reason.
 */
final class FolderLock implements AutoCloseable {
  private static final Set<Path> OURS = new HashSet<>();

  /** A reader that asks whether the lock is taken has it for an instant; try again after that. */
  private static final int TRIES = 5;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param folder a real path, so that one folder has one name
   */
  static FolderLock take(Path folder) throws IOException {
    synchronized (OURS) {
      if (OURS.contains(folder)) {
        throw new DataFolderInUseException(folder, OptionalLong.of(ProcessHandle.current().pid()));
      }
      FileChannel channel =
          FileChannel.open(file(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        lock(channel, folder);
        channel.truncate(0);
        channel.write(
            ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      OURS.add(folder);
      return new FolderLock(folder, channel);
    }
  }

  /** Whether anybody has the lock of the folder, this process included. */
  static boolean isTaken(Path folder) throws IOException {
    synchronized (OURS) {
      if (OURS.contains(folder)) {
        return true;
      }
      try (var channel = FileChannel.open(file(folder), StandardOpenOption.READ);
          var probe = channel.tryLock(0, Long.MAX_VALUE, true)) {
        return probe == null;
      } catch (NoSuchFileException e) {
        return false;
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (OURS) {
      OURS.remove(folder);
      channel.close();
    }
  }

  private static void lock(FileChannel channel, Path folder) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      if (channel.tryLock() != null) {
        return;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new DataFolderInUseException(folder, holder(folder));
  }

  private static OptionalLong holder(Path folder) {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(file(folder)).strip()));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static Path file(Path folder) {
    return folder.resolve("lock");
  }
}
