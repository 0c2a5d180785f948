package dev.everhook.embedded.schedule;

import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The times of a calendar as the clocks of a zone show them. A time that the clocks leave out in
 * spring is skipped; a time that they show twice in autumn is a slot the first time only.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time">Daylight
 *     savings time on EventBridge Scheduler</a>
 */
record CronSchedule(String expression, ZoneId zone, CronCalendar calendar) implements Schedule {
  /** Around the years that an expression can name, in every zone. */
  private static final Instant EARLIEST = Instant.parse("1969-12-30T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-02T00:00:00Z");

  static CronSchedule parse(String expression, String inside, ZoneId zone) {
    CronCalendar calendar = calendar(expression, inside);
    if (calendar.nextAfter(LocalDateTime.ofInstant(EARLIEST, zone)).isEmpty()) {
      throw InvalidScheduleException.expression(
          expression,
          "it would never fire: it names no time from 1970 until a hundred years from now");
    }
    return new CronSchedule(expression, zone, calendar);
  }

  private static CronCalendar calendar(String expression, String inside) {
    try {
      return new CronCalendar(CronFields.parse(expression, inside));
    } catch (ParseException e) {
      throw InvalidScheduleException.expression(expression, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Instant anchor(@Nullable Instant startDate, Instant created) {
    return startDate == null || startDate.isBefore(created) ? created : startDate;
  }

  @Override
  public Optional<Instant> nextAfter(Instant after, Instant anchor) {
    Instant from = after.isBefore(anchor) ? anchor.minusNanos(1) : after;
    if (from.isAfter(LATEST)) {
      return Optional.empty();
    }
    Optional<LocalDateTime> next =
        calendar.nextAfter(shown(from.isBefore(EARLIEST) ? EARLIEST : from));
    while (next.isPresent()) {
      ZoneOffsetTransition change = zone.getRules().getTransition(next.get());
      if (change == null || change.isOverlap()) {
        return next.map(time -> time.atZone(zone).toInstant());
      }
      next = calendar.nextAfter(justBefore(change.getDateTimeAfter()));
    }
    return Optional.empty();
  }

  @Override
  public MissedSlots missed(
      Instant afterExclusive, Instant untilInclusive, Instant anchor, int namedAtMost) {
    return new SlotWalk(this, anchor, untilInclusive).missedAfter(afterExclusive, namedAtMost);
  }

  /** The latest time that the clocks have shown by an instant. */
  private LocalDateTime shown(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, zone);
    ZoneOffsetTransition change = zone.getRules().getTransition(time);
    boolean secondShowing =
        change != null && change.isOverlap() && !instant.isBefore(change.getInstant());
    return secondShowing ? justBefore(change.getDateTimeBefore()) : time;
  }

  private static LocalDateTime justBefore(LocalDateTime time) {
    return time.minusNanos(1);
  }
}
