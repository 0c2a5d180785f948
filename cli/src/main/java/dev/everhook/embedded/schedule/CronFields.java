package dev.everhook.embedded.schedule;

import java.util.List;

/** The six fields of a cron expression, each well formed and with numbers in place of names. */
record CronFields(
    String minutes, String hours, String dayOfMonth, String month, String dayOfWeek, String year) {

  static CronFields parse(String expression, String inside) {
    List<String> texts = List.of(inside.split("\\s+", -1));
    if (texts.size() != CronField.values().length) {
      throw InvalidScheduleException.expression(
          expression,
          "write six fields, minutes hours day-of-month month day-of-week year, with blanks between"
              + " them alone and '*' for every year; here are %s".formatted(texts.size()));
    }
    CronFields fields =
        new CronFields(
            CronField.MINUTES.numbers(expression, texts.get(0)),
            CronField.HOURS.numbers(expression, texts.get(1)),
            CronField.DAY_OF_MONTH.numbers(expression, texts.get(2)),
            CronField.MONTH.numbers(expression, texts.get(3)),
            CronField.DAY_OF_WEEK.numbers(expression, texts.get(4)),
            CronField.YEAR.numbers(expression, texts.get(5)));
    if (fields.dayOfMonth().equals("?") == fields.dayOfWeek().equals("?")) {
      throw InvalidScheduleException.expression(
          expression, "exactly one of day-of-month and day-of-week must be '?'");
    }
    return fields;
  }
}
