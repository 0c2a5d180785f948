package dev.everhook.embedded.schedule;

import java.time.ZoneId;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the three kinds of schedule expression apart. */
final class ScheduleParser {
  /** The limit of {@code CreateSchedule}. */
  private static final int LONGEST_EXPRESSION = 256;

  private static final Pattern KIND = Pattern.compile("(rate|cron|at)\\((.*)\\)");

  private ScheduleParser() {}

  static Schedule parse(String expression, ZoneId zone, Set<RateUnit> units) {
    if (expression.length() > LONGEST_EXPRESSION) {
      throw InvalidScheduleException.expression(
          expression, "an expression has at most %s characters".formatted(LONGEST_EXPRESSION));
    }
    Matcher kind = KIND.matcher(expression);
    if (!kind.matches()) {
      throw InvalidScheduleException.expression(
          expression,
          "write rate(value unit), cron(minutes hours day-of-month month day-of-week year)"
              + " or at(yyyy-mm-ddThh:mm:ss)");
    }
    String inside = kind.group(2);
    return switch (kind.group(1)) {
      case "rate" -> RateSchedule.parse(expression, inside, zone, units);
      case "cron" -> CronSchedule.parse(expression, inside, zone);
      default -> OneTimeSchedule.parse(expression, inside, zone);
    };
  }
}
