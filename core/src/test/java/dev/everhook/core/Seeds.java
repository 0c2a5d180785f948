package dev.everhook.core;

import java.util.stream.IntStream;

/**
 * The seeds of property-based tests: the same in every run, and named in each test's display name.
 */
final class Seeds {
  private static final int COUNT = 60;

  private Seeds() {}

  static IntStream seeds() {
    return IntStream.range(0, COUNT);
  }
}
