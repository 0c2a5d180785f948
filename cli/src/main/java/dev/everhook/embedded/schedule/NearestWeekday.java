package dev.everhook.embedded.schedule;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The {@code 15W} and {@code LW} of a cron expression: the weekday, Monday to Friday, nearest to a
 * day, in the same month.
 *
 * @param day the day of the month
 * @param orLast whether a month that is too short for the day has its last day instead, or none
 */
record NearestWeekday(int day, boolean orLast) {
  private static final int LAST_DAY = 31;
  private static final int LAST_DAY_OF_FEBRUARY = 28;

  static Optional<NearestWeekday> in(String dayOfMonth) {
    if (!dayOfMonth.endsWith("W")) {
      return Optional.empty();
    }
    String day = dayOfMonth.substring(0, dayOfMonth.length() - 1);
    return Optional.of(
        day.equals("L")
            ? new NearestWeekday(LAST_DAY, true)
            : new NearestWeekday(Integer.parseInt(day), false));
  }

  /** A range of days, in cron's words, that the weekday lies in, whatever the month. */
  String candidates() {
    int earliest = orLast ? LAST_DAY_OF_FEBRUARY : day;
    return "%s-%s".formatted(Math.max(1, earliest - 2), Math.min(LAST_DAY, day + 2));
  }

  boolean is(LocalDate date) {
    int length = date.lengthOfMonth();
    return (day <= length || orLast)
        && date.equals(nearestTo(date.withDayOfMonth(Math.min(day, length))));
  }

  private static LocalDate nearestTo(LocalDate date) {
    return switch (date.getDayOfWeek()) {
      case SATURDAY -> date.getDayOfMonth() == 1 ? date.plusDays(2) : date.minusDays(1);
      case SUNDAY ->
          date.getDayOfMonth() == date.lengthOfMonth() ? date.minusDays(2) : date.plusDays(1);
      case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> date;
    };
  }
}
