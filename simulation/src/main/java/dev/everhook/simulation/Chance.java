package dev.everhook.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * All randomness of a world. What is drawn for one subject depends on nothing but the seed and how
 * often it was drawn for that subject, so that a fault less leaves most of a world as it was.
 */
final class Chance {
  private static final double UNIT = 0x1.0p-53;

  private final long seed;
  private final Map<String, int[]> turns = new HashMap<>();

  Chance(long seed) {
    this.seed = mixed(seed + 0x9E3779B97F4A7C15L);
  }

  /** From 0 to 1. */
  double next(String subject) {
    return (bits(subject) >>> 11) * UNIT;
  }

  /** From 0 to less than {@code bound}. */
  int below(String subject, int bound) {
    return (int) Math.floorMod(bits(subject), (long) bound);
  }

  /** From {@code least} to {@code most}. */
  long between(String subject, long least, long most) {
    return least + Math.floorMod(bits(subject), most - least + 1);
  }

  boolean happens(String subject, double probability) {
    return probability > 0 && next(subject) < probability;
  }

  private long bits(String subject) {
    int turn = turns.computeIfAbsent(subject, _ -> new int[1])[0]++;
    return mixed(seed ^ mixed(subject.hashCode() * 0x9E3779B97F4A7C15L + turn));
  }

  /** The finaliser of SplitMix64. */
  private static long mixed(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
