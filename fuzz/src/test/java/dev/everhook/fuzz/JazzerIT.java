package dev.everhook.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jazzer, in a process of its own, which makes inputs out of those that are kept.
 *
 * <ul>
 *   <li>{@code -Dfuzz.runs}: how many inputs; 0 for no limit
 *   <li>{@code -Dfuzz.seconds}: for how long at most; 0 for no limit
 *   <li>{@code -Dfuzz.seed}
 *   <li>{@code -Dfuzz.target}: one target alone, by the name of its folder
 * </ul>
 *
 * An input that breaks a rule is put among those that are kept.
 */
class JazzerIT {
  private static final int RUNS = Integer.getInteger("fuzz.runs", 10_000);
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 0);
  private static final int SEED = Integer.getInteger("fuzz.seed", 1);
  private static final String ONLY = System.getProperty("fuzz.target", "");
  private static final Path KEPT = Path.of(System.getProperty("fuzz.corpus"));

  @Test
  void no_input_that_jazzer_makes_breaks_a_rule(@TempDir Path folder) throws Exception {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    for (Corpus.Kept kept : Corpus.of(KEPT)) {
      if (ONLY.isEmpty() || kept.target().folder().equals(ONLY)) {
        Files.write(corpus.resolve(kept.toString().replace('/', '-')), withTarget(kept));
      }
    }
    assertThat(corpus).as("inputs of " + ONLY).isNotEmptyDirectory();
    Path log = folder.resolve("log");
    int status =
        new ProcessBuilder(command(folder, corpus))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();

    String output = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    output.lines().filter(line -> line.contains("DONE")).forEach(System.out::println);
    assertThat(status).as("seed %d%nfound: %s%n%s", SEED, keepFound(folder), output).isZero();
    assertThat(output).contains("Done ");
  }

  private static byte[] withTarget(Corpus.Kept kept) {
    byte[] whole = new byte[kept.input().length + 1];
    whole[0] = (byte) List.of(Target.values()).indexOf(kept.target());
    System.arraycopy(kept.input(), 0, whole, 1, kept.input().length);
    return whole;
  }

  private static List<String> command(Path folder, Path corpus) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+EnableDynamicAgentLoading",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dfuzz.target=" + ONLY,
        "-cp",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + EveryTarget.class.getName(),
        "--instrumentation_includes=dev.everhook.**",
        // The calls that it would report as forged are those to the test's own server.
        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
        "--reproducer_path=" + folder,
        "-artifact_prefix=" + folder + "/",
        "-seed=" + SEED,
        "-runs=" + (RUNS == 0 ? -1 : RUNS),
        "-max_total_time=" + SECONDS,
        "-timeout=300",
        "-rss_limit_mb=0",
        corpus.toString());
  }

  /** Keeps what broke a rule, and returns the files. */
  private static List<Path> keepFound(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("(crash|timeout)-.*"))
          .map(JazzerIT::keep)
          .toList();
    }
  }

  private static Path keep(Path crash) {
    try {
      byte[] whole = Files.readAllBytes(crash);
      byte[] input = Arrays.copyOfRange(whole, 1, whole.length);
      String name = "found-" + HexFormat.of().toHexDigits(Arrays.hashCode(input));
      return Files.write(KEPT.resolve(EveryTarget.of(whole[0]).folder()).resolve(name), input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
