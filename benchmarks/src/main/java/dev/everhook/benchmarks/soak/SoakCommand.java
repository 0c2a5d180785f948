package dev.everhook.benchmarks.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code benchmarks/soak}. Exit status 0 if nothing is lost or unaccounted for. */
@Command(
    name = "benchmarks/soak",
    mixinStandardHelpOptions = true,
    description =
        "Runs the embedded pipeline under load against a webhook that fails, kills it every so"
            + " often and starts it again, and ends with an account of every request. Times are"
            + " such as 90s, 5m or 1h.")
public final class SoakCommand implements Callable<Integer> {
  @Option(names = "--duration", description = "for how long requests are sent at most; default 2m")
  private Duration duration = Duration.ofMinutes(2);

  @Option(names = "--requests", description = "how many are sent at most; default no limit")
  private int requests = Integer.MAX_VALUE;

  @Option(
      names = "--rate",
      description = "requests a second, 0 for as many as it takes; default 300")
  private int rate = 300;

  @Option(
      names = "--seed",
      description = "of what the webhook does, and of when the run is killed; default 1")
  private long seed = 1;

  @Option(
      names = "--kill-every",
      description = "mean time from kill to kill, 0s for none; default 30s")
  private Duration killEvery = Duration.ofSeconds(30);

  @Option(
      names = "--settle",
      description = "how long to wait at most until all is at rest; default 15m")
  private Duration settle = Duration.ofMinutes(15);

  @Option(
      names = "--java-flag",
      description = "of the run's virtual machine, besides the launcher's; may be repeated")
  private List<String> flags = List.of();

  @Option(
      names = "--data",
      description = "folder for the run's data, which is kept; default a temporary one")
  private @Nullable Path data;

  /** Runs the command line and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new SoakCommand())
            .registerConverter(Duration.class, text -> Duration.parse("PT" + text))
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path folder = data == null ? Files.createTempDirectory("everhook-soak") : data;
    Duration report = duration.dividedBy(60).plusSeconds(1);
    Account account =
        Soak.run(
            new Soak.Options(duration, requests, rate, seed, killEvery, settle, report, flags),
            folder,
            out);
    account.print(out);
    boolean sound = account.faults().isEmpty();
    if (data == null && sound) {
      delete(folder);
    } else {
      out.println("Data is kept in " + folder);
    }
    return sound ? 0 : 1;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
