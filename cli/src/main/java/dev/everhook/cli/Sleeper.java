package dev.everhook.cli;

import java.time.Duration;

/** Waits; a test's waits take no time. */
interface Sleeper {
  /** Waits that long. */
  void sleep(Duration duration) throws InterruptedException;
}
