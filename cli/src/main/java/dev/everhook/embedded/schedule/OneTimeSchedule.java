package dev.everhook.embedded.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One slot. A time that the clocks show twice means its first showing. A time that the clocks leave
 * out is refused: Scheduler's guide does not say what becomes of it, and a call that silently never
 * happens is the worst of the answers.
 */
record OneTimeSchedule(String expression, ZoneId zone, Instant slot) implements Schedule {
  private static final Pattern TO_THE_SECOND =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}");

  static OneTimeSchedule parse(String expression, String inside, ZoneId zone) {
    LocalDateTime time = localTime(expression, inside);
    ZoneOffsetTransition change = zone.getRules().getTransition(time);
    if (change != null && change.isGap()) {
      throw InvalidScheduleException.expression(
          expression,
          "the clocks of %s go from %s to %s, so there is no such time"
              .formatted(zone, change.getDateTimeBefore(), change.getDateTimeAfter()));
    }
    return new OneTimeSchedule(expression, zone, time.atZone(zone).toInstant());
  }

  private static LocalDateTime localTime(String expression, String inside) {
    try {
      if (TO_THE_SECOND.matcher(inside).matches()) {
        return LocalDateTime.parse(inside);
      }
    } catch (DateTimeException e) {
      // answered below
    }
    throw InvalidScheduleException.expression(
        expression,
        "write a date and time that exist as at(yyyy-mm-ddThh:mm:ss),"
            + " such as 'at(2030-01-31T09:30:00)'");
  }

  @Override
  public Instant anchor(@Nullable Instant startDate, Instant created) {
    return created;
  }

  @Override
  public Optional<Instant> nextAfter(Instant after, Instant anchor) {
    return Optional.of(slot).filter(at -> at.isAfter(after) && !at.isBefore(anchor));
  }

  @Override
  public MissedSlots missed(
      Instant afterExclusive, Instant untilInclusive, Instant anchor, int namedAtMost) {
    return nextAfter(afterExclusive, anchor)
        .filter(at -> !at.isAfter(untilInclusive))
        .map(at -> new MissedSlots(Optional.of(at), 0, true, List.of()))
        .orElseGet(MissedSlots::none);
  }
}
