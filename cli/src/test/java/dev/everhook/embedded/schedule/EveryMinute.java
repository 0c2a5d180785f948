package dev.everhook.embedded.schedule;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The slots of a cron expression by the plainest means: every minute is asked if it is named. */
final class EveryMinute {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private final BitSet minutes;
  private final BitSet hours;
  private final String dayOfMonth;
  private final BitSet months;
  private final String dayOfWeek;
  private final BitSet years;
  private final ZoneId zone;

  EveryMinute(String expression, ZoneId zone) {
    String[] fields = expression.split(" ", 6);
    this.minutes = values(fields[0], 0, 59, List.of());
    this.hours = values(fields[1], 0, 23, List.of());
    this.dayOfMonth = fields[2];
    this.months = values(fields[3], 1, 12, MONTHS);
    this.dayOfWeek = fields[4];
    this.years = values(fields[5], 1970, 2199, List.of());
    this.zone = zone;
  }

  List<Instant> slotsBetween(Instant from, Instant until) {
    List<Instant> slots = new ArrayList<>();
    Set<LocalDateTime> shown = new HashSet<>();
    ZonedDateTime time = from.minus(1, DAYS).atZone(zone).truncatedTo(MINUTES);
    for (; !time.toInstant().isAfter(until); time = time.plusMinutes(1)) {
      boolean first = shown.add(time.toLocalDateTime());
      if (first && !time.toInstant().isBefore(from) && isNamed(time.toLocalDateTime())) {
        slots.add(time.toInstant());
      }
    }
    return slots;
  }

  private boolean isNamed(LocalDateTime time) {
    return minutes.get(time.getMinute())
        && hours.get(time.getHour())
        && months.get(time.getMonthValue())
        && years.get(time.getYear())
        && isDayOfMonth(dayOfMonth, time.toLocalDate())
        && isDayOfWeek(dayOfWeek, time.toLocalDate());
  }

  private static boolean isDayOfMonth(String text, LocalDate date) {
    int length = date.lengthOfMonth();
    if (text.equals("?")) {
      return true;
    }
    if (text.equals("L")) {
      return date.getDayOfMonth() == length;
    }
    if (text.endsWith("W")) {
      int day = text.equals("LW") ? length : number(text.replace("W", ""), 1, List.of());
      return day <= length && date.getDayOfMonth() == nearestWeekday(date.withDayOfMonth(day));
    }
    return values(text, 1, 31, List.of()).get(date.getDayOfMonth());
  }

  private static int nearestWeekday(LocalDate day) {
    return Stream.of(0, -1, 1, -2, 2)
        .map(day::plusDays)
        .filter(date -> date.getMonth() == day.getMonth())
        .filter(date -> date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
        .min(Comparator.comparingLong(date -> Math.abs(DAYS.between(day, date))))
        .orElseThrow()
        .getDayOfMonth();
  }

  private static boolean isDayOfWeek(String text, LocalDate date) {
    if (text.equals("?")) {
      return true;
    }
    if (text.equals("L")) {
      return date.getDayOfWeek() == DayOfWeek.SATURDAY;
    }
    if (text.endsWith("L")) {
      return date.equals(date.with(lastInMonth(weekday(text.replace("L", "")))));
    }
    if (text.contains("#")) {
      String[] parts = text.split("#", 2);
      int nth = Integer.parseInt(parts[1]);
      return date.equals(date.with(dayOfWeekInMonth(nth, weekday(parts[0]))));
    }
    return values(text, 1, 7, WEEKDAYS).get(date.getDayOfWeek().getValue() % 7 + 1);
  }

  private static DayOfWeek weekday(String text) {
    return DayOfWeek.SATURDAY.plus(number(text, 1, WEEKDAYS));
  }

  private static BitSet values(String text, int lowest, int highest, List<String> names) {
    BitSet values = new BitSet();
    for (String item : text.split(",", -1)) {
      String[] rangeAndStep = item.split("/", 2);
      String[] ends = rangeAndStep[0].split("-", 2);
      boolean all = ends[0].equals("*");
      int from = all ? lowest : number(ends[0], lowest, names);
      boolean open = all || (ends.length == 1 && rangeAndStep.length == 2);
      int to = open ? highest : number(ends[ends.length - 1], lowest, names);
      int step = rangeAndStep.length == 2 ? Integer.parseInt(rangeAndStep[1]) : 1;
      for (int value = from; value <= to; value += step) {
        values.set(value);
      }
    }
    return values;
  }

  private static int number(String text, int lowest, List<String> names) {
    return names.contains(text) ? lowest + names.indexOf(text) : Integer.parseInt(text);
  }
}
