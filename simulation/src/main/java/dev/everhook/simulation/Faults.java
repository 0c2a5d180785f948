package dev.everhook.simulation;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides at each call whether something goes wrong. Each fault that strikes has a name that stays
 * the same in a run with fewer of them, so that one can be tried without.
 */
final class Faults {
  private static final double[] RATES = {0, 0, 0.001, 0.004, 0.02, 0.06};

  private final Chance chance;
  private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
  private final Map<String, int[]> turns = new HashMap<>();
  private final Set<String> struck = new LinkedHashSet<>();
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private final @Nullable Set<String> allowed;
  private boolean isCalm;

  /**
   * @param allowed the names of what may go wrong; null for everything
   */
  Faults(Chance chance, @Nullable Set<String> allowed) {
    this.chance = chance;
    this.allowed = allowed;
    for (Fault fault : Fault.values()) {
      rates.put(fault, RATES[chance.below("rate of " + fault, RATES.length)]);
    }
  }

  /** Nothing goes wrong any more. */
  void calm() {
    isCalm = true;
  }

  boolean isCalm() {
    return isCalm;
  }

  /** Whether something that was planned may happen. */
  boolean allows(String name) {
    if (allowed != null && !allowed.contains(name)) {
      return false;
    }
    struck.add(name);
    return true;
  }

  /**
   * What goes wrong, if anything.
   *
   * @param place names the call and what it is about
   */
  Optional<Fault> strike(String place, Fault... candidates) {
    if (isCalm) {
      return Optional.empty();
    }
    int turn = turns.computeIfAbsent(place, _ -> new int[1])[0]++;
    double drawn = chance.next(place);
    for (Fault fault : candidates) {
      double rate = rates.getOrDefault(fault, 0.0);
      if (drawn < rate) {
        return allows(fault + " at " + place + " #" + turn) ? struck(fault) : Optional.empty();
      }
      drawn -= rate;
    }
    return Optional.empty();
  }

  private Optional<Fault> struck(Fault fault) {
    counts.merge(fault, 1, Integer::sum);
    return Optional.of(fault);
  }

  /** The names of all that went wrong. */
  Set<String> struck() {
    return struck;
  }

  Map<Fault, Integer> counts() {
    return counts;
  }
}
