package dev.everhook.simulation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Simulates as many seeds as are asked for, and reports; or one, and tells its story. */
@Command(
    name = "simulation/simulate",
    description = {
      "Runs Everhook's handlers in worlds made up from seeds, and holds each step",
      "against the rules.",
      "",
      "With --seeds, that many worlds and a report. With --seed alone, that world with",
      "all that happens in it. Where a rule is broken, the exit status is 1, and the",
      "shortest story that was found is shown."
    },
    mixinStandardHelpOptions = true)
public final class Simulate implements Callable<Integer> {
  @Option(names = "--seeds", paramLabel = "N", description = "how many worlds")
  private @Nullable Long seeds;

  @Option(
      names = "--days",
      paramLabel = "D",
      defaultValue = "30",
      description = "for how many days things go wrong in each; default: ${DEFAULT-VALUE}")
  private int days;

  @Option(names = "--seed", paramLabel = "S", description = "the first seed; default: 0")
  private @Nullable Long seed;

  private Simulate() {}

  /** As the launcher starts it. */
  public static void main(String... arguments) {
    System.exit(new CommandLine(new Simulate()).execute(arguments));
  }

  @Override
  public Integer call() {
    if (seeds == null && seed != null) {
      return replay(seed);
    }
    return simulate(seed == null ? 0 : seed, seeds == null ? 2_000 : seeds);
  }

  private int replay(long which) {
    Run run = Run.of(new Scenario(which, days), Wiring.SOUND, true);
    run.trace().forEach(System.out::println);
    if (run.violation() == null) {
      System.out.println("No rule is broken.");
      return 0;
    }
    System.out.println("Broken: " + run.violation());
    shortest(run);
    return 1;
  }

  private int simulate(long first, long count) {
    long start = System.nanoTime();
    Report report = new Report();
    LongStream.range(first, first + count)
        .mapToObj(which -> Run.of(new Scenario(which, days), Wiring.SOUND, false))
        .forEach(report::add);
    System.out.print(report.text(Duration.ofNanos(System.nanoTime() - start)));
    List<Run> violations = report.violations();
    if (violations.isEmpty()) {
      return 0;
    }
    shortest(violations.getFirst());
    return 1;
  }

  private static void shortest(Run run) {
    Run shortest = new Shrinker(() -> Wiring.SOUND).shrink(run);
    System.out.printf(
        "%nThe shortest story of seed %d, with %d of %d things that happened:%n%n",
        run.scenario().seed(), shortest.happened().size(), run.happened().size());
    shortest.trace().forEach(System.out::println);
  }
}
