package dev.everhook.it.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The folder in which Lambda unpacks a function's zip. */
public final class TaskRoot {
  private TaskRoot() {}

  /**
   * Unpacks a zip.
   *
   * @return {@code folder}
   */
  public static Path unpack(Path zip, Path folder) throws IOException {
    if (!Files.exists(zip)) {
      throw new IllegalStateException(zip + " is not there: build it first (mvn package)");
    }
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream in = new ZipInputStream(file)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(in, target);
        }
      }
    }
    return folder;
  }
}
