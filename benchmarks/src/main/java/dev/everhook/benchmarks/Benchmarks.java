package dev.everhook.benchmarks;

import dev.everhook.benchmarks.coldstart.ColdStart;
import java.io.PrintStream;
import java.util.List;

/** Runs benchmarks and prints their figures. */
public final class Benchmarks {
  private static final String ALL = "all";

  private Benchmarks() {}

  /** Takes {@code call}, {@code drain}, {@code redrive} and {@code coldstart}, or {@value #ALL}. */
  public static void main(String[] arguments) throws Exception {
    List<String> asked = List.of(String.join(",", arguments).split(","));
    PrintStream out = System.out;
    if (isAsked("call", asked)) {
      CallOverhead.run(out);
    }
    if (isAsked("drain", asked)) {
      Drain.run(out);
    }
    if (isAsked("redrive", asked)) {
      RedriveRate.run(out);
    }
    if (isAsked("coldstart", asked)) {
      ColdStart.run(out);
    }
    // Some libraries leave threads behind.
    System.exit(0);
  }

  private static boolean isAsked(String name, List<String> asked) {
    return asked.contains(ALL) || asked.contains(name);
  }
}
