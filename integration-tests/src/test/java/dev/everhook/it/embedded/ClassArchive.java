package dev.everhook.it.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes that a run has loaded once it is ready, parsed, for the processes after it: they
 * start in half the time, as they do from the launcher. Made once for each build.
 */
final class ClassArchive {
  private static final Path DISTRIBUTION = Path.of(System.getProperty("everhook.distribution"));

  private static final Path FILE = DISTRIBUTION.resolveSibling("everhook-classes.jsa");

  private ClassArchive() {}

  /** The flags of a virtual machine that uses it, and says nothing where it cannot. */
  static synchronized List<String> flags() {
    makeUnlessThere();
    return List.of(
        "-XX:SharedArchiveFile=" + FILE,
        "-Xlog:disable",
        "-Xlog:all=warning:stderr",
        "-Xlog:cds*=off",
        "-Xlog:aot*=off");
  }

  private static void makeUnlessThere() {
    try {
      if (!isNewerThanLibraries()) {
        train();
      }
    } catch (Exception e) {
      throw new IllegalStateException("no archive of classes: " + e.getMessage(), e);
    }
  }

  private static boolean isNewerThanLibraries() throws IOException {
    if (!Files.exists(FILE)) {
      return false;
    }
    FileTime made = Files.getLastModifiedTime(FILE);
    try (Stream<Path> libraries = Files.list(DISTRIBUTION.resolve("lib"))) {
      return libraries.allMatch(library -> isOlder(library, made));
    }
  }

  private static boolean isOlder(Path library, FileTime time) {
    return library.toFile().lastModified() < time.toMillis();
  }

  private static void train() throws Exception {
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
    Files.move(archive, FILE, StandardCopyOption.REPLACE_EXISTING);
  }
}
