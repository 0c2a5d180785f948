package dev.everhook.it.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a run has loaded once it is ready, parsed, for the processes after it: they
 * start in half the time, as they do from the launcher. Made once for each build.
 */
final class ClassArchive {
  private static final Path DISTRIBUTION = Path.of(System.getProperty("everhook.distribution"));
  private static final String PREFIX = "everhook-classes-";

  private static @Nullable Path file;

  private ClassArchive() {}

  /** The flags of a virtual machine that uses it, and says nothing where it cannot. */
  static synchronized List<String> flags() {
    if (file == null) {
      file = made();
    }
    return List.of(
        "-XX:SharedArchiveFile=" + file,
        "-Xlog:disable",
        "-Xlog:all=warning:stderr",
        "-Xlog:cds*=off",
        "-Xlog:aot*=off");
  }

  private static Path made() {
    try {
      Path archive = DISTRIBUTION.resolveSibling(PREFIX + content() + ".jsa");
      if (!Files.exists(archive)) {
        deleteOthers();
        train(archive);
      }
      return archive;
    } catch (Exception e) {
      throw new IllegalStateException("no archive of classes: " + e.getMessage(), e);
    }
  }

  /** What is in the libraries: their times and sizes, by which the JVM goes, may not change. */
  private static String content() throws IOException {
    CRC32 content = new CRC32();
    try (Stream<Path> libraries = Files.list(DISTRIBUTION.resolve("lib"))) {
      for (Path library : libraries.sorted().toList()) {
        content.update(Files.readAllBytes(library));
      }
    }
    return Long.toHexString(content.getValue());
  }

  private static void deleteOthers() throws IOException {
    try (DirectoryStream<Path> others =
        Files.newDirectoryStream(DISTRIBUTION.getParent(), PREFIX + "*")) {
      for (Path other : others) {
        Files.delete(other);
      }
    }
  }

  private static void train(Path file) throws Exception {
    Path folder = Files.createTempDirectory(DISTRIBUTION.getParent(), "class-archive");
    Path archive = folder.resolve("archive.jsa");
    List<String> flags = List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable");
    ProcessBuilder builder =
        EmbeddedProcess.plainJava(
            flags,
            EmbeddedProcess.distribution(),
            EmbeddedProcess.up(
                folder.resolve("data"),
                List.of("WebhookUrl=http://127.0.0.1:9/", "ScheduleState=DISABLED")));
    try (EmbeddedProcess run = EmbeddedProcess.start(builder, event -> {})) {
      run.interrupt();
      run.awaitEnd();
    }
    Files.move(archive, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
