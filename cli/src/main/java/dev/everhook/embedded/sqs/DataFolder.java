package dev.everhook.embedded.sqs;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The folder of one run, which nobody else can open until it is closed or its process is gone,
 * however it went.
 */
public final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FolderLock lock;

  private DataFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the folder, and makes it if need be, readable by its owner alone.
   *
   * @throws DataFolderInUseException if another run has it, in this process or another
   */
  public static DataFolder open(Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath(), ownerOnly());
    Path real = path.toRealPath();
    FolderLock lock = FolderLock.take(real);
    // What a killed run left; from here on a reader finds this run's endpoints or none.
    Files.deleteIfExists(endpointsFile(real));
    return new DataFolder(real, lock);
  }

  /** The endpoints of the run that has the folder now; empty if there is none, or it starts. */
  public static Optional<RunningEndpoints> running(Path path) throws IOException {
    if (!Files.isDirectory(path) || !FolderLock.isTaken(path.toRealPath())) {
      return Optional.empty();
    }
    try {
      return Optional.of(RunningEndpoints.fromJson(Files.readString(endpointsFile(path))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The folder, absolute and without symbolic links. */
  public Path path() {
    return path;
  }

  /** Tells other processes where this run can be reached, all at once or not at all. */
  public void publish(RunningEndpoints endpoints) throws IOException {
    Path draft = path.resolve("run.json.draft");
    Files.writeString(draft, endpoints.toJson());
    Files.move(draft, endpointsFile(path), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Gives the folder back; what lies in it stays, but for the endpoints. */
  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(endpointsFile(path));
    } finally {
      lock.close();
    }
  }

  private static Path endpointsFile(Path folder) {
    return folder.resolve("run.json");
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
