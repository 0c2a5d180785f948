package dev.everhook.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test turns by hand. Safe for use by many threads. */
public final class SettableClock implements InstantSource {
  /** Where a clock starts of which no more is asked. */
  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private Instant now;

  /** A clock that stands at {@link #START}. */
  public SettableClock() {
    this(START);
  }

  /** A clock that stands at {@code now}. */
  public SettableClock(Instant now) {
    this.now = now;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Lets time pass. */
  public synchronized void advance(Duration time) {
    now = now.plus(time);
  }

  /** Turns the clock to {@code instant}, forward or back. */
  public synchronized void set(Instant instant) {
    now = instant;
  }
}
