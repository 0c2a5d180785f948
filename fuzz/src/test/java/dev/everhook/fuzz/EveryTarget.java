package dev.everhook.fuzz;

import java.util.Arrays;

/**
 * What Jazzer calls: the first byte of an input tells the target that gets the rest, unless one
 * target alone is asked for.
 */
public final class EveryTarget {
  private static final String ONLY = System.getProperty("fuzz.target", "");

  private EveryTarget() {}

  /** Called by Jazzer with each input that it makes. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    if (input.length > 0) {
      of(input[0]).check(Arrays.copyOfRange(input, 1, input.length));
    }
  }

  /** The target of an input that begins with {@code first}. */
  static Target of(byte first) {
    Target[] all = Target.values();
    return Arrays.stream(all)
        .filter(target -> target.folder().equals(ONLY))
        .findFirst()
        .orElse(all[Math.floorMod(first, all.length)]);
  }
}
