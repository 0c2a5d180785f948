package dev.everhook.embedded.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the missed slots of a schedule whose slots can only be had one after the other. */
record SlotWalk(Schedule schedule, Instant anchor, Instant until) {
  /** A week of minutes; so many steps take a fraction of a second. */
  static final int COUNTED_AT_MOST = 10_080;

  /** Cron has no two slots closer than this. */
  private static final Duration CLOSEST = Duration.ofMinutes(1);

  MissedSlots missedAfter(Instant after, int namedAtMost) {
    Optional<Instant> first = nextAfter(after);
    return first.isEmpty() ? MissedSlots.none() : missedFrom(first.get(), namedAtMost);
  }

  private MissedSlots missedFrom(Instant first, int namedAtMost) {
    List<Instant> named = new ArrayList<>();
    int others = 0;
    Instant latest = first;
    Optional<Instant> next = nextAfter(latest);
    while (next.isPresent() && others < COUNTED_AT_MOST) {
      if (named.size() < namedAtMost) {
        named.add(latest);
      }
      others++;
      latest = next.get();
      next = nextAfter(latest);
    }
    boolean exact = next.isEmpty();
    return new MissedSlots(
        Optional.of(exact ? latest : latestFrom(next.get())), others, exact, named);
  }

  /** The latest slot, by halving the time in which it must lie. */
  private Instant latestFrom(Instant slot) {
    Instant latest = slot;
    Instant noneAfter = until;
    while (Duration.between(latest, noneAfter).compareTo(CLOSEST) >= 0) {
      Instant middle = latest.plus(Duration.between(latest, noneAfter).dividedBy(2));
      Optional<Instant> later = nextAfter(middle);
      if (later.isPresent()) {
        latest = later.get();
      } else {
        noneAfter = middle;
      }
    }
    return latest;
  }

  private Optional<Instant> nextAfter(Instant instant) {
    return schedule.nextAfter(instant, anchor).filter(slot -> !slot.isAfter(until));
  }
}
