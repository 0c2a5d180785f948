package dev.everhook.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Everhook in worlds in which everything goes wrong. */
class SimulationTest {
  private static final int SEEDS = 2_000;
  private static final int DAYS = 30;

  @Test
  void whatever_goes_wrong_nothing_is_lost_and_no_rule_is_broken() {
    List<String> violations =
        LongStream.range(0, SEEDS)
            .mapToObj(seed -> Run.of(new Scenario(seed, DAYS), Wiring.SOUND, false))
            .filter(run -> run.violation() != null)
            .map(
                run ->
                    "simulation/simulate --seed " + run.scenario().seed() + ": " + run.violation())
            .toList();

    assertThat(violations).isEmpty();
  }

  @Test
  void a_seed_is_the_same_world_every_time() {
    for (long seed = 0; seed < 20; seed++) {
      Scenario scenario = new Scenario(seed, DAYS);

      assertThat(Run.of(scenario, Wiring.SOUND, true))
          .isEqualTo(Run.of(scenario, Wiring.SOUND, true));
    }
  }
}
