package dev.everhook.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** How long this machine has kept a thread waiting that was due: what it adds to any timer. */
final class Stalls {
  private static final long NAP = TimeUnit.MILLISECONDS.toNanos(1);

  /** A timer is as late as that on an idle machine too. */
  private static final long USUAL = TimeUnit.MICROSECONDS.toNanos(500);

  private static final LongAdder TOTAL = new LongAdder();
  private static volatile long napBegan = System.nanoTime();

  static {
    Thread.ofPlatform().daemon().name("stalls").start(Stalls::watch);
  }

  private Stalls() {}

  /** All stalls so far, the one under way included. */
  static Duration soFar() {
    return Duration.ofNanos(TOTAL.sum() + latenessOfNap());
  }

  private static void watch() {
    while (true) {
      napBegan = System.nanoTime();
      LockSupport.parkNanos(NAP);
      TOTAL.add(latenessOfNap());
    }
  }

  private static long latenessOfNap() {
    long late = System.nanoTime() - napBegan - NAP;
    return late > USUAL ? late : 0;
  }
}
