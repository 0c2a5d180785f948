package dev.everhook.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The kept inputs: a folder for each target, a file for each input. */
final class Corpus {
  private Corpus() {}

  /** A kept input, which nobody compares. */
  @SuppressWarnings("ArrayRecordComponent")
  record Kept(Target target, String name, byte[] input) {
    @Override
    public String toString() {
      return target.folder() + "/" + name;
    }
  }

  /** All of a folder of corpora. */
  static List<Kept> of(Path folder) throws IOException {
    List<Kept> all = new ArrayList<>();
    for (Target target : Target.values()) {
      try (Stream<Path> files = Files.list(folder.resolve(target.folder()))) {
        for (Path file : files.sorted().toList()) {
          all.add(new Kept(target, file.getFileName().toString(), Files.readAllBytes(file)));
        }
      }
    }
    return all;
  }
}
