package dev.everhook.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation finds what it is there to find. */
class PlantedBugsTest {
  private static final int DAYS = 30;
  private static final int SEEDS = 500;

  @ParameterizedTest
  @EnumSource
  void a_planted_bug_is_found(PlantedBug bug) {
    Run found = find(bug);

    assertThat(found).as("'%s' breaks a rule within %d seeds", bug, SEEDS).isNotNull();
    System.out.printf(
        "%-34s found after %3d seeds: %s%n", bug, found.scenario().seed() + 1, found.violation());
  }

  private static @Nullable Run find(PlantedBug bug) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Run run = Run.of(new Scenario(seed, DAYS), bug.wiring(), false);
      if (run.violation() != null) {
        return run;
      }
    }
    return null;
  }
}
