package dev.everhook.embedded.schedule;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CronScheduleTest {
  /** A Sunday. */
  private static final Instant NOW = Instant.parse("2026-11-22T19:30:00Z");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // the guide's own examples
        "30 8 * * ? *         | 2026-11-23T08:30 2026-11-24T08:30",
        "15 10 ? * 6L 2022-2027 | 2026-11-27T10:15 2026-12-25T10:15 2027-01-29T10:15",
        "0 0 ? * 3#2 *        | 2026-12-08T00:00 2027-01-12T00:00",
        "0 9 3W * ? *         | 2026-12-03T09:00 2027-01-04T09:00 2027-02-03T09:00",
        "1/10 * * * ? *       | 2026-11-22T19:31 2026-11-22T19:41 2026-11-22T19:51"
            + " 2026-11-22T20:01",
        "0 0 1 JAN,FEB,MAR ? * | 2027-01-01T00:00 2027-02-01T00:00 2027-03-01T00:00"
            + " 2028-01-01T00:00",
        "0 0 1-15 * ? *       | 2026-12-01T00:00 2026-12-02T00:00",
        // wildcards , - * /
        "* * * * ? *          | 2026-11-22T19:31 2026-11-22T19:32",
        "*,5 0,* *,1 *,2 ? *,2030 | 2026-11-22T19:31 2026-11-22T19:32",
        "00 08 01 01 ? 2027   | 2027-01-01T08:00",
        "5,35 20-22/2 * * ? * | 2026-11-22T20:05 2026-11-22T20:35 2026-11-22T22:05",
        "10-40/15 9 * * ? *   | 2026-11-23T09:10 2026-11-23T09:25 2026-11-23T09:40"
            + " 2026-11-24T09:10",
        "*/40 0 * * ? *       | 2026-11-23T00:00 2026-11-23T00:40 2026-11-24T00:00",
        "0 0 20/5 * ? *       | 2026-11-25T00:00 2026-11-30T00:00 2026-12-20T00:00",
        "0 0 1 */5 ? *        | 2027-01-01T00:00 2027-06-01T00:00 2027-11-01T00:00"
            + " 2028-01-01T00:00",
        // days of the week: SUN is 1
        "0 18 ? * 1 *         | 2026-11-29T18:00 2026-12-06T18:00",
        "0 18 ? * SUN *       | 2026-11-29T18:00 2026-12-06T18:00",
        "0 18 ? * 7,1 *       | 2026-11-28T18:00 2026-11-29T18:00 2026-12-05T18:00",
        "0 18 ? * MON-FRI *   | 2026-11-23T18:00 2026-11-24T18:00 2026-11-25T18:00"
            + " 2026-11-26T18:00",
        "0 18 ? * 2-6 *       | 2026-11-23T18:00 2026-11-24T18:00 2026-11-25T18:00"
            + " 2026-11-26T18:00",
        "0 18 ? * SUN-SAT *   | 2026-11-23T18:00 2026-11-24T18:00",
        "0 20 ? * * *         | 2026-11-22T20:00 2026-11-23T20:00",
        // L: the last day of the month, or of the week, or the last such weekday of the month
        "0 0 L * ? *          | 2026-11-30T00:00 2026-12-31T00:00 2027-01-31T00:00"
            + " 2027-02-28T00:00",
        "0 0 L 2 ? *          | 2027-02-28T00:00 2028-02-29T00:00 2029-02-28T00:00",
        "0 0 ? * L *          | 2026-11-28T00:00 2026-12-05T00:00",
        "0 0 ? * FRIL *       | 2026-11-27T00:00 2026-12-25T00:00",
        "0 0 ? * 1L *         | 2026-11-29T00:00 2026-12-27T00:00",
        // W: the weekday nearest to a day, in the same month
        "0 0 1W * ? *         | 2026-12-01T00:00 2027-01-01T00:00 2027-02-01T00:00",
        "0 0 1W 5 ? *         | 2027-05-03T00:00 2028-05-01T00:00",
        "0 0 15W 8 ? *        | 2027-08-16T00:00 2028-08-15T00:00",
        "0 0 31W * ? *        | 2026-12-31T00:00 2027-01-29T00:00 2027-03-31T00:00"
            + " 2027-05-31T00:00",
        "0 0 30W 6 ? 2086     | 2086-06-28T00:00",
        "0 0 29W 2 ? *        | 2028-02-29T00:00 2032-02-27T00:00",
        "0 0 LW * ? *         | 2026-11-30T00:00 2026-12-31T00:00 2027-01-29T00:00"
            + " 2027-02-26T00:00",
        // #: the nth such weekday of the month
        "0 0 ? * 5#3 *        | 2026-12-17T00:00 2027-01-21T00:00",
        "0 0 ? * FRI#5 *      | 2027-01-29T00:00 2027-04-30T00:00 2027-07-30T00:00",
        "0 0 ? 2 5#5 *        | 2052-02-29T00:00 2080-02-29T00:00",
        // leap days and years
        "0 0 29 2 ? *         | 2028-02-29T00:00 2032-02-29T00:00",
        "0 0 29 2 ? 2096-2108 | 2096-02-29T00:00 2104-02-29T00:00 2108-02-29T00:00",
        "0 0 31 * ? *         | 2026-12-31T00:00 2027-01-31T00:00 2027-03-31T00:00",
        "0 0 1 1 ? 2026/4     | 2030-01-01T00:00 2034-01-01T00:00",
        "59 23 31 12 ? 2026,2028 | 2026-12-31T23:59 2028-12-31T23:59",
      })
  void cron_fires_when_its_fields_say(String fields, String expected) {
    assertThat(slots(Schedule.parse("cron(" + fields + ")", UTC)).limit(expected(expected).size()))
        .isEqualTo(expected(expected));
  }

  @Test
  void cron_whose_years_are_over_has_no_slot_left() {
    assertThat(Schedule.parse("cron(0 0 1 1 ? 2020)", UTC).nextAfter(NOW, Instant.EPOCH)).isEmpty();
    assertThat(slots(Schedule.parse("cron(0 0 1 1 ? 2027-2029)", UTC))).hasSize(3);
  }

  @Test
  void every_hour_of_a_nearest_weekday_counts() {
    Schedule schedule = Schedule.parse("cron(0 */8 LW 11 ? *)", UTC);

    assertThat(slots(schedule).limit(4))
        .isEqualTo(expected("2026-11-30T00:00 2026-11-30T08:00 2026-11-30T16:00 2027-11-30T00:00"));
  }

  @Test
  void cron_has_no_slot_before_its_anchor() {
    Schedule daily = Schedule.parse("cron(0 8 * * ? *)", UTC);
    Instant anchor = Instant.parse("2030-01-01T08:00:00Z");

    assertThat(daily.nextAfter(NOW, anchor)).hasValue(anchor);
    assertThat(daily.nextAfter(NOW, anchor.plusSeconds(1)))
        .hasValue(Instant.parse("2030-01-02T08:00:00Z"));
    assertThat(daily.anchor(anchor, NOW)).isEqualTo(anchor);
    assertThat(daily.anchor(NOW, anchor)).isEqualTo(anchor);
    assertThat(daily.anchor(null, NOW)).isEqualTo(NOW);
  }

  @Test
  void cron_answers_at_the_ends_of_time() {
    Schedule minutely = Schedule.parse("cron(* * * * ? *)", UTC);

    assertThat(minutely.nextAfter(Instant.MIN, Instant.EPOCH)).hasValue(Instant.EPOCH);
    assertThat(minutely.nextAfter(Instant.MAX, Instant.EPOCH)).isEmpty();
  }

  private static Stream<Instant> slots(Schedule schedule) {
    return Stream.iterate(
            schedule.nextAfter(NOW, NOW),
            slot -> slot.isPresent(),
            slot -> schedule.nextAfter(slot.orElseThrow(), NOW))
        .map(slot -> slot.orElseThrow());
  }

  private static List<Instant> expected(String times) {
    return Arrays.stream(times.split(" "))
        .map(time -> LocalDateTime.parse(time).toInstant(UTC))
        .toList();
  }
}
