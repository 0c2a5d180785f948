package dev.everhook.embedded;

import dev.everhook.redrive.ArchiveException;
import dev.everhook.redrive.ArchiveStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Archives in a folder, each a folder of its own. A part is on disk, whole, when a write returns; a
 * crash in its midst leaves none, and a hidden file that nobody reads.
 */
record FolderArchives(Path folder) implements ArchiveStore {
  /** Nothing that leads out of the folder, and nothing hidden. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-][A-Za-z0-9.-]*");

  @Override
  public void write(String name, byte[] content) {
    attempt(
        "write",
        name,
        () -> {
          Path part = part(name);
          Path archive = part.resolveSibling("");
          Path draft = archive.resolve("." + part.getFileName() + ".draft");
          Files.createDirectories(archive);
          writeForced(draft, content);
          Files.move(
              draft, part, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
          // Until its folder is on disk, and that of the folder, nobody would find it there.
          for (Path path : List.of(archive, folder, folder.toAbsolutePath().resolveSibling(""))) {
            force(path);
          }
          return part;
        });
  }

  private static void writeForced(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public byte[] read(String name) {
    return attempt("read", name, () -> Files.readAllBytes(part(name)));
  }

  @Override
  public List<String> list(String prefix) {
    return attempt(
        "list",
        prefix,
        () -> {
          String archive = prefix.substring(0, Math.max(0, prefix.length() - 1));
          if (!prefix.endsWith("/") || !NAME.matcher(archive).matches()) {
            throw new IOException("an archive's name and a slash are wanted");
          }
          if (!Files.isDirectory(folder.resolve(archive))) {
            return List.of();
          }
          try (Stream<Path> parts = Files.list(folder.resolve(archive))) {
            return parts
                .map(path -> path.getFileName().toString())
                .filter(NAME.asMatchPredicate())
                .sorted()
                .map(prefix::concat)
                .toList();
          }
        });
  }

  @Override
  public String location(String archive) {
    return folder.toAbsolutePath().resolve(archive).toString();
  }

  private Path part(String name) throws IOException {
    String[] parts = name.split("/", -1);
    if (parts.length != 2
        || !NAME.matcher(parts[0]).matches()
        || !NAME.matcher(parts[1]).matches()) {
      throw new IOException("letters, digits, hyphens, full stops and one slash are wanted");
    }
    return folder.resolve(parts[0]).resolve(parts[1]);
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T attempt(String attempted, String name, Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new ArchiveException(
          attempted, name, e.getClass().getSimpleName() + ": " + e.getMessage(), e);
    }
  }
}
