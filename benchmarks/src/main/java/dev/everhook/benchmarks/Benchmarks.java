package dev.everhook.benchmarks;

import dev.everhook.benchmarks.coldstart.ColdStart;
import java.util.List;

/** Runs all benchmarks and prints their figures. */
public final class Benchmarks {
  private Benchmarks() {}

  /** Takes {@code coldstart} for cold starts alone; anything else is for all. */
  public static void main(String[] arguments) throws Exception {
    if (!List.of(arguments).contains("coldstart")) {
      CallOverhead.run(System.out);
      Drain.run(System.out);
    }
    ColdStart.run(System.out);
    // Some libraries leave threads behind.
    System.exit(0);
  }
}
