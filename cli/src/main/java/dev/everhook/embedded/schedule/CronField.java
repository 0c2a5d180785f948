package dev.everhook.embedded.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in each field of a cron expression, by the table in Scheduler's guide. Where the
 * guide is silent this is strict, so that what runs here deploys there: no range runs backwards, no
 * step passes the field's end, names are in capitals, and L, W and # stand alone.
 */
enum CronField {
  MINUTES("minutes", 0, 59, "", "0-59, with , - * /", ""),
  HOURS("hours", 0, 23, "", "0-23, with , - * /", ""),
  DAY_OF_MONTH(
      "day-of-month",
      1,
      31,
      "[?]|L|LW|([1-9]|[12][0-9]|3[01])W",
      "1-31, with , - * /, or one of ? L LW 15W by itself",
      ""),
  MONTH(
      "month",
      1,
      12,
      "",
      "1-12 or JAN-DEC, with , - * /",
      "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
  DAY_OF_WEEK(
      "day-of-week",
      1,
      7,
      "[?]|L|[1-7](L|#[1-5])",
      "1-7 or SUN-SAT, with , - *, or one of ? L 6L 5#3 by itself",
      "SUN MON TUE WED THU FRI SAT"),
  YEAR("year", 1970, 2199, "", "1970-2199, with , - * /", "");

  private static final Pattern ITEM =
      Pattern.compile("([*]|([0-9]{1,4})(-([0-9]{1,4}))?)(/([0-9]{1,4}))?");

  private static final Pattern NAME = Pattern.compile("\\b[A-Z]{3}(?=[^A-Z]|L?$)");

  private final String title;
  private final int lowest;
  private final int highest;
  private final Pattern alone;
  private final String allowed;
  private final String names;

  CronField(String title, int lowest, int highest, String alone, String allowed, String names) {
    this.title = title;
    this.lowest = lowest;
    this.highest = highest;
    this.alone = Pattern.compile(alone);
    this.allowed = allowed;
    this.names = names;
  }

  /**
   * Checks this field's text and turns its names into numbers.
   *
   * @throws InvalidScheduleException if it is malformed
   */
  String numbers(String expression, String text) {
    String numbers = NAME.matcher(text).replaceAll(name -> number(name.group()));
    boolean good =
        alone.matcher(numbers).matches()
            || Arrays.stream(numbers.split(",", -1)).allMatch(this::isGood);
    if (text.isEmpty() || !good) {
      throw InvalidScheduleException.expression(
          expression, "%s cannot be '%s': write %s".formatted(title, text, allowed));
    }
    return numbers;
  }

  private boolean isGood(String item) {
    Matcher parts = ITEM.matcher(item);
    if (!parts.matches() || (this == DAY_OF_WEEK && parts.group(5) != null)) {
      return false;
    }
    int from = number(parts.group(2), lowest);
    int to = number(parts.group(4), from);
    int step = number(parts.group(6), 1);
    return lowest <= from && from <= to && to <= highest && 1 <= step && step <= highest;
  }

  /** The number of a name, or the name itself if it is none of this field's. */
  private String number(String name) {
    int index = List.of(names.split(" ")).indexOf(name);
    return index < 0 ? name : Integer.toString(lowest + index);
  }

  private static int number(@Nullable String digits, int otherwise) {
    return digits == null ? otherwise : Integer.parseInt(digits);
  }
}
