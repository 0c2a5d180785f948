package dev.everhook.redrive;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells the lanes of an operation when to end after the batches that they are at. */
final class Stops {
  /** How many batches in a row must come to nothing before it gives up. */
  private static final int MOST_FAILURES = 5;

  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
  private final AtomicInteger failures = new AtomicInteger();

  /** Ends all lanes; the first reason counts. */
  void stop(Stop reason) {
    stop.compareAndSet(null, reason);
  }

  /** A batch came to nothing. */
  void failed() {
    if (failures.incrementAndGet() >= MOST_FAILURES) {
      stop(Stop.FAILING);
    }
  }

  /** A batch came to something. */
  void succeeded() {
    failures.set(0);
  }

  /** Why it is to end; empty while it is not. */
  Optional<Stop> stopped() {
    return Optional.ofNullable(stop.get());
  }

  boolean isFailing() {
    return stop.get() == Stop.FAILING;
  }
}
