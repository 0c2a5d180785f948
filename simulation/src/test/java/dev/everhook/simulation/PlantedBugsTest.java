package dev.everhook.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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

  @Test
  void the_story_of_a_bug_is_cut_down_to_what_it_takes() {
    Run found = Objects.requireNonNull(find(PlantedBug.DELETES_BEFORE_IT_SENDS));

    Run shortest = new Shrinker(PlantedBug.DELETES_BEFORE_IT_SENDS::wiring).shrink(found);

    assertThat(shortest.violation()).contains("is in no queue");
    assertThat(shortest.happened()).hasSizeLessThanOrEqualTo(4);
    assertThat(shortest.trace()).last().asString().contains("BROKEN");
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
