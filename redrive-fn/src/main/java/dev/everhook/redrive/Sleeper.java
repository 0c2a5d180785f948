package dev.everhook.redrive;

import java.time.Duration;

/** Lets time pass, for a redrive at a rate. */
public interface Sleeper {

  /** Returns after {@code time}. */
  void sleep(Duration time) throws InterruptedException;

  /** Sleeps as the system does. */
  static Sleeper system() {
    return Thread::sleep;
  }
}
