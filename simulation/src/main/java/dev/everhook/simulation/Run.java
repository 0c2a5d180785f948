package dev.everhook.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of one world.
 *
 * @param violation the rule that was broken; null for none
 * @param happened the names of all that was planned and all that went wrong
 * @param trace what happened, in order; empty where nobody asked
 * @param counts how often what happened
 */
public record Run(
    Scenario scenario,
    @Nullable String violation,
    Set<String> happened,
    List<String> trace,
    Map<String, Long> counts,
    Map<Fault, Integer> faults) {

  /** Longer than any message can be under way. */
  private static final int LONGEST_REST = 20;

  /** Runs a world to its end. */
  public static Run of(Scenario scenario, Wiring wiring, boolean isTraced) {
    World world = new World(scenario, wiring, isTraced);
    Instant end = World.START.plus(Duration.ofDays(scenario.days()));
    world.timeline().run(end);
    RestRules rest = new RestRules(world);
    world.faults().calm();
    Instant calm = settles(world, rest, end);
    rest.check();
    for (int i = 0; i < 2; i++) {
      world.operators().redriveAll();
      calm = settles(world, rest, calm.plus(Duration.ofHours(1)));
    }
    rest.checkRedriven();
    if (world.violation() != null) {
      world.timeline().run(Instant.ofEpochMilli(Long.MAX_VALUE / 2));
    }
    return new Run(
        scenario,
        world.violation(),
        world.faults().struck(),
        world.trace(),
        world.counts(),
        new EnumMap<>(world.faults().counts()));
  }

  private static Instant settles(World world, RestRules rest, Instant from) {
    Instant until = from;
    for (int day = 0; day < LONGEST_REST; day++) {
      world.timeline().run(until);
      if (world.violation() != null || rest.isAtRest()) {
        return until;
      }
      until = until.plus(Duration.ofDays(1));
    }
    world.violated("there is no rest: " + world.refreshQueue().messages().size() + " messages");
    return until;
  }
}
