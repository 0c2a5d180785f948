package dev.everhook.embedded.schedule;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronRulesTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "60 * * * ? *      | minutes cannot be '60': write 0-59, with , - * /",
        "*/60 * * * ? *    | minutes cannot be '*/60': write 0-59, with , - * /",
        "5/0 * * * ? *     | minutes cannot be '5/0': write 0-59, with , - * /",
        "5, * * * ? *      | minutes cannot be '5,': write 0-59, with , - * /",
        "-5 * * * ? *      | minutes cannot be '-5': write 0-59, with , - * /",
        "? * * * ? *       | minutes cannot be '?': write 0-59, with , - * /",
        "*-5 * * * ? *     | minutes cannot be '*-5': write 0-59, with , - * /",
        "99999 * * * ? *   | minutes cannot be '99999': write 0-59, with , - * /",
        "0 24 * * ? *      | hours cannot be '24': write 0-23, with , - * /",
        "0 22-6 * * ? *    | hours cannot be '22-6': write 0-23, with , - * /",
        "0 0 0 * ? *       | day-of-month cannot be '0': write 1-31, with , - * /,"
            + " or one of ? L LW 15W by itself",
        "0 0 32W * ? *     | day-of-month cannot be '32W': write 1-31, with , - * /,"
            + " or one of ? L LW 15W by itself",
        "0 0 1,L * ? *     | day-of-month cannot be '1,L': write 1-31, with , - * /,"
            + " or one of ? L LW 15W by itself",
        "0 0 L-3 * ? *     | day-of-month cannot be 'L-3': write 1-31, with , - * /,"
            + " or one of ? L LW 15W by itself",
        "0 0 1 13 ? *      | month cannot be '13': write 1-12 or JAN-DEC, with , - * /",
        "0 0 1 MON ? *     | month cannot be 'MON': write 1-12 or JAN-DEC, with , - * /",
        "0 0 1 jan ? *     | month cannot be 'jan': write 1-12 or JAN-DEC, with , - * /",
        "0 0 1 JANUARY ? * | month cannot be 'JANUARY': write 1-12 or JAN-DEC, with , - * /",
        "0 0 ? * 0 *       | day-of-week cannot be '0': write 1-7 or SUN-SAT, with , - *,"
            + " or one of ? L 6L 5#3 by itself",
        "0 0 ? * 2/2 *     | day-of-week cannot be '2/2': write 1-7 or SUN-SAT, with , - *,"
            + " or one of ? L 6L 5#3 by itself",
        "0 0 ? * 3#1,6#3 * | day-of-week cannot be '3#1,6#3': write 1-7 or SUN-SAT, with , - *,"
            + " or one of ? L 6L 5#3 by itself",
        "0 0 ? * 3#6 *     | day-of-week cannot be '3#6': write 1-7 or SUN-SAT, with , - *,"
            + " or one of ? L 6L 5#3 by itself",
        "0 0 ? * FRI-MON * | day-of-week cannot be 'FRI-MON': write 1-7 or SUN-SAT, with , - *,"
            + " or one of ? L 6L 5#3 by itself",
        "0 0 * * ? 1969    | year cannot be '1969': write 1970-2199, with , - * /",
        "0 0 * * ? 2200    | year cannot be '2200': write 1970-2199, with , - * /",
        "0 0 * * ? ?       | year cannot be '?': write 1970-2199, with , - * /",
        "0 0 * * * *       | exactly one of day-of-month and day-of-week must be '?'",
        "0 0 1 * MON *     | exactly one of day-of-month and day-of-week must be '?'",
        "0 0 ? * ? *       | exactly one of day-of-month and day-of-week must be '?'",
      })
  void malformed_cron_is_refused_with_what_is_allowed(String fields, String complaint) {
    String expression = "cron(" + fields + ")";

    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse(expression, UTC))
        .withMessage("ScheduleExpression: '%s': %s", expression, complaint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron()",
        "cron(0 8 * * ?)",
        "cron(0 0 8 * * ? *)",
        "cron( 0 8 * * ? *)",
        "cron(0 8 * * ? * )"
      })
  void cron_has_six_fields(String expression) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse(expression, UTC))
        .withMessageContaining(
            "write six fields, minutes hours day-of-month month day-of-week year");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron(0 0 30 2 ? *)",
        "cron(0 0 31 4,6,9,11 ? *)",
        "cron(0 0 30W 2 ? *)",
        "cron(0 0 29 2 ? 2027)",
        "cron(0 0 29 2 ? 2100)",
        "cron(0 0 1 1 ? 2199)"
      })
  @Timeout(10)
  void cron_that_can_never_fire_is_refused(String expression) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse(expression, UTC))
        .withMessage(
            "ScheduleExpression: '%s': it would never fire:"
                + " it names no time from 1970 until a hundred years from now",
            expression);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "72 hours",
        "rate 72 hours",
        "Rate(72 hours)",
        "rate(72 hours",
        " rate(72 hours)",
        "every(72 hours)",
        "cron(0 8 * * ? *)\n"
      })
  void expression_is_a_rate_a_cron_or_an_at(String expression) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse(expression, UTC))
        .withMessage(
            "ScheduleExpression: '%s': write rate(value unit),"
                + " cron(minutes hours day-of-month month day-of-week year)"
                + " or at(yyyy-mm-ddThh:mm:ss)",
            expression);
  }

  @Test
  void expression_has_at_most_256_characters() {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse("cron(" + "0,".repeat(1_000) + "0 * * * ? *)", UTC))
        .withMessageEndingWith("an expression has at most 256 characters")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
  }
}
