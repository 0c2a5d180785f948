package dev.everhook.benchmarks;

/** Runs all benchmarks and prints their figures. */
public final class Benchmarks {
  private Benchmarks() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws Exception {
    CallOverhead.run(System.out);
    Drain.run(System.out);
    RedriveRate.run(System.out);
    // Some libraries leave threads behind.
    System.exit(0);
  }
}
