package dev.everhook.cli;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.embedded.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The slots that a schedule should have had by now, and the next one. A slot from before the
 * schedule began, or before the first one that is known, was never owed.
 */
final class SlotCalendar {
  /** The ledger forgets a delivery 30 days after its last change; a day of margin. */
  private static final Duration REMEMBERED = Duration.ofDays(29);

  private static final Duration FIRST_LOOK_BACK = Duration.ofMinutes(10);

  private final StatusAnswer.ScheduleState state;
  private final Schedule schedule;
  private final Instant now;
  private final @Nullable Instant anchor;
  private final @Nullable Instant latestKnown;

  /**
   * @param known the slots that the ledger knows, in any order
   */
  SlotCalendar(StatusAnswer.ScheduleState state, List<Instant> known, Instant now) {
    this.state = state;
    this.schedule =
        Schedule.parseEmbedded(
            state.expression(), ZoneId.of(state.timezone() == null ? "UTC" : state.timezone()));
    this.now = now;
    Optional<Instant> first = known.stream().min(Instant::compareTo);
    this.latestKnown = known.stream().max(Instant::compareTo).orElse(null);
    this.anchor = anchor(first.orElse(null));
  }

  private @Nullable Instant anchor(@Nullable Instant firstKnown) {
    if (state.anchor() != null) {
      return state.anchor();
    }
    if (state.startDate() != null) {
      return firstKnown != null && firstKnown.isAfter(state.startDate())
          ? schedule.anchor(state.startDate(), firstKnown)
          : state.startDate();
    }
    return firstKnown == null || latestKnown == null || !isRate()
        ? firstKnown
        : earliestInPhase(firstKnown, latestKnown);
  }

  /** A rate keeps the distance to its latest slot, wherever earlier ones were. */
  private Instant earliestInPhase(Instant first, Instant latest) {
    Duration period = Duration.between(latest, schedule.nextAfter(latest, latest).orElseThrow());
    return latest.minus(period.multipliedBy(Duration.between(first, latest).dividedBy(period)));
  }

  private boolean isRate() {
    return state.expression().startsWith("rate");
  }

  /** The next slot; empty if there is none to come, or if nobody can know. */
  Optional<Instant> next() {
    if (!state.isEnabled()) {
      return Optional.empty();
    }
    if (anchor == null) {
      return isRate() ? Optional.empty() : schedule.nextAfter(now, now);
    }
    return schedule.nextAfter(now, anchor);
  }

  /** The latest slots that should have been by now, in order. */
  List<Instant> latest(int most) {
    if (anchor == null) {
      return List.of();
    }
    Instant floor = later(anchor, now.minus(REMEMBERED));
    // Of a schedule that is switched off, nobody knows since when.
    Instant end = state.isEnabled() || latestKnown == null ? now : latestKnown;
    Duration back = FIRST_LOOK_BACK;
    while (true) {
      Instant start = later(floor, end.minus(back));
      List<Instant> found = between(start, end, anchor, most);
      if (found.size() == most || !start.isAfter(floor)) {
        return found;
      }
      back = back.multipliedBy(2);
    }
  }

  private List<Instant> between(Instant start, Instant end, Instant anchor, int most) {
    Deque<Instant> latest = new ArrayDeque<>();
    for (Optional<Instant> slot = schedule.firstSlotNotBefore(start, anchor);
        slot.isPresent() && !slot.get().isAfter(end);
        slot = schedule.nextAfter(slot.get(), anchor)) {
      latest.addLast(slot.get());
      if (latest.size() > most) {
        latest.removeFirst();
      }
    }
    return new ArrayList<>(latest);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The key of a slot's delivery. */
  String key(Instant slot) {
    return IdempotencyKey.ofSlot(state.arn(), slot, 0).toString();
  }
}
