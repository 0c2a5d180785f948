package dev.everhook.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The clock, and all that is to happen. Time stands while anything can run, and then jumps to what
 * is next, so that a quiet month takes no time.
 */
final class Timeline implements InstantSource {
  private static final OneAtATime THREADS = new OneAtATime();

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final List<Runnable> ready = new ArrayList<>();
  private final Chance chance;
  private long now;
  private long horizon;
  private long numbers;
  private boolean isOver;

  Timeline(Instant start, Chance chance) {
    this.now = start.toEpochMilli();
    this.chance = chance;
  }

  private record Event(long at, long number, boolean wakes, Runnable work) {}

  /** Ends a thread of a world that is over. */
  private static final class Over extends Error {
    private static final long serialVersionUID = 1L;

    Over() {
      super("the simulation is over", null, false, false);
    }
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  @Override
  public long millis() {
    return now;
  }

  /** Does {@code work} at an instant; it must not wait. */
  void at(long millis, Runnable work) {
    events.add(new Event(Math.max(millis, now), numbers++, false, work));
  }

  void after(Duration delay, Runnable work) {
    at(now + delay.toMillis(), work);
  }

  /** Starts a thread, which may wait. */
  void start(Runnable work) {
    THREADS
        .thread(
            ready::add,
            () -> {
              try {
                work.run();
              } catch (Over e) {
                // As it was told to.
              }
            })
        .start();
  }

  /** Lets time pass for the thread that calls. */
  void pause(long millis) {
    if (isOver) {
      throw new Over();
    }
    long end = now + millis;
    if (ready.isEmpty() && end <= horizon && (events.isEmpty() || events.peek().at > end)) {
      now = end;
      return;
    }
    Thread me = Thread.currentThread();
    boolean[] isTime = {false};
    events.add(
        new Event(
            end,
            numbers++,
            true,
            () -> {
              isTime[0] = true;
              LockSupport.unpark(me);
            }));
    while (!isTime[0]) {
      LockSupport.park(this);
    }
    if (isOver) {
      throw new Over();
    }
  }

  /** Runs until an instant, or until somebody stops it. */
  void run(Instant end) {
    horizon = end.toEpochMilli();
    while (true) {
      while (!ready.isEmpty()) {
        next().run();
      }
      Event event = events.peek();
      if (event == null || event.at > horizon) {
        return;
      }
      events.remove();
      if (!isOver) {
        now = event.at;
        event.work.run();
      } else if (event.wakes) {
        event.work.run();
      }
    }
  }

  private Runnable next() {
    int last = ready.size() - 1;
    int which = last == 0 ? 0 : chance.below("turn", ready.size());
    Runnable next = ready.get(which);
    ready.set(which, ready.get(last));
    ready.remove(last);
    return next;
  }

  /** Lets every thread end that still waits, and nothing else happen. */
  void stop() {
    isOver = true;
    horizon = Long.MAX_VALUE;
  }

  boolean isOver() {
    return isOver;
  }
}
