package dev.everhook.embedded.schedule;

import java.text.ParseException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * The dates and times that a cron expression names on a calendar whose clocks never change.
 *
 * <p>Quartz is given UTC alone, because Scheduler has its own rules for clock changes, and neither
 * {@code 15W} nor {@code LW}, whose hours and minutes Quartz 2.5.2 gets wrong. It looks no further
 * than a hundred years ahead of today.
 */
final class CronCalendar {
  private final CronExpression times;
  private final Optional<NearestWeekday> weekday;

  CronCalendar(CronFields fields) throws ParseException {
    weekday = NearestWeekday.in(fields.dayOfMonth());
    String days = weekday.map(NearestWeekday::candidates).orElse(fields.dayOfMonth());
    times =
        new CronExpression(
            String.join(
                " ",
                "0",
                fields.minutes(),
                fields.hours(),
                days,
                fields.month(),
                fields.dayOfWeek(),
                fields.year()));
    times.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
  }

  Optional<LocalDateTime> nextAfter(LocalDateTime after) {
    Optional<LocalDateTime> next = nextCandidate(after);
    while (next.isPresent() && !isNamed(next.get())) {
      next = nextCandidate(next.get().toLocalDate().atTime(23, 59));
    }
    return next;
  }

  private Optional<LocalDateTime> nextCandidate(LocalDateTime after) {
    Date start = Date.from(after.toInstant(ZoneOffset.UTC));
    return Optional.ofNullable(times.getNextValidTimeAfter(start))
        .map(next -> LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC));
  }

  private boolean isNamed(LocalDateTime time) {
    return weekday.isEmpty() || weekday.get().is(time.toLocalDate());
  }
}
