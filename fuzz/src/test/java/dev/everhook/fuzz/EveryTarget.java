package dev.everhook.fuzz;

import java.util.Arrays;

/** What Jazzer calls: the first byte of an input tells the target that gets the rest. */
public final class EveryTarget {
  private static final String ONLY = System.getProperty("fuzz.target", "");

  private EveryTarget() {}

  /** Called by Jazzer with each input that it makes. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    if (input.length == 0 || input[0] < 0 || input[0] >= Target.values().length) {
      return;
    }
    Target target = Target.values()[input[0]];
    if (ONLY.isEmpty() || ONLY.equals(target.folder())) {
      target.check(Arrays.copyOfRange(input, 1, input.length));
    }
  }
}
