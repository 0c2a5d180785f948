package dev.everhook.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds a shorter world in which the same rule is broken: leaves out requests, outages, operations
 * and faults, first many at a time and then one by one.
 */
public final class Shrinker {
  private static final int MOST_RUNS = 1_500;

  private final Wiring.Maker wiring;
  private int runs;

  /**
   * @param wiring makes the wiring of each run
   */
  public Shrinker(Wiring.Maker wiring) {
    this.wiring = wiring;
  }

  /**
   * The shortest run that was found, with its trace.
   *
   * @param found a run that breaks a rule
   */
  public Run shrink(Run found) {
    Run shortest = found;
    int parts = 2;
    while (runs < MOST_RUNS) {
      List<String> all = List.copyOf(shortest.happened());
      Optional<Run> shorter = without(shortest, all, Math.min(parts, all.size()));
      if (shorter.isPresent()) {
        shortest = shorter.get();
        parts = Math.max(2, parts - 1);
      } else if (parts >= all.size()) {
        break;
      } else {
        parts *= 2;
      }
    }
    return Run.of(
        new Scenario(
            found.scenario().seed(), found.scenario().days(), shortest.scenario().allowed()),
        wiring.make(),
        true);
  }

  /** The first run that still breaks the rule without one of the parts. */
  private Optional<Run> without(Run run, List<String> all, int parts) {
    for (int i = 0; i < parts && runs < MOST_RUNS; i++) {
      List<String> rest = new ArrayList<>(all.subList(0, all.size() * i / parts));
      rest.addAll(all.subList(all.size() * (i + 1) / parts, all.size()));
      Scenario scenario =
          new Scenario(run.scenario().seed(), run.scenario().days(), new LinkedHashSet<>(rest));
      Run tried = Run.of(scenario, wiring.make(), false);
      runs++;
      if (tried.violation() != null && rule(tried).equals(rule(run))) {
        return Optional.of(tried);
      }
    }
    return Optional.empty();
  }

  /** A rule, without the names and numbers of one case. */
  private static String rule(Run run) {
    return Objects.requireNonNull(run.violation())
        .replaceAll("slot \\S+|r-\\d+|'[^']*'|\\S*\\d\\S*", "*");
  }
}
