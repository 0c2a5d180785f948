package dev.everhook.embedded.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Times that the clocks leave out are skipped, times that they show twice run once, the first time.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time">Daylight
 *     savings time on EventBridge Scheduler</a>
 */
final class ClockChangeTest {

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    // the guide's example, in 2027: clocks go forward on 14 March and back on 7 November
    "America/Los_Angeles, cron(30 2 * * ? *), 2027-03-13T00:00:00Z,"
        + " 2027-03-13T10:30:00Z 2027-03-15T09:30:00Z 2027-03-16T09:30:00Z",
    "America/Los_Angeles, cron(30 1 * * ? *), 2027-11-06T00:00:00Z,"
        + " 2027-11-06T08:30:00Z 2027-11-07T08:30:00Z 2027-11-08T09:30:00Z",
    "America/New_York, cron(30 2 * * ? *), 2026-03-07T00:00:00Z,"
        + " 2026-03-07T07:30:00Z 2026-03-09T06:30:00Z",
    "America/New_York, cron(30 1 * * ? *), 2026-10-31T00:00:00Z,"
        + " 2026-10-31T05:30:00Z 2026-11-01T05:30:00Z 2026-11-02T06:30:00Z",
    // Berlin: 02:00 to 03:00 on 29 March 2026, 03:00 to 02:00 on 25 October 2026
    "Europe/Berlin, cron(30 2 * * ? *), 2026-03-28T00:00:00Z,"
        + " 2026-03-28T01:30:00Z 2026-03-30T00:30:00Z",
    "Europe/Berlin, cron(0 3 * * ? *), 2026-03-28T00:00:00Z,"
        + " 2026-03-28T02:00:00Z 2026-03-29T01:00:00Z 2026-03-30T01:00:00Z",
    "Europe/Berlin, cron(0 2 * * ? *), 2026-03-28T00:00:00Z,"
        + " 2026-03-28T01:00:00Z 2026-03-30T00:00:00Z",
    "Europe/Berlin, cron(30 2 * * ? *), 2026-10-24T00:00:00Z,"
        + " 2026-10-24T00:30:00Z 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z",
    "Europe/Berlin, cron(0 3 * * ? *), 2026-10-24T00:00:00Z,"
        + " 2026-10-24T01:00:00Z 2026-10-25T02:00:00Z 2026-10-26T02:00:00Z",
    // a frequent cron pauses while the clocks show the hour for the second time
    "Europe/Berlin, cron(0/20 * * * ? *), 2026-10-25T00:30:00Z,"
        + " 2026-10-25T00:40:00Z 2026-10-25T02:00:00Z 2026-10-25T02:20:00Z",
    "Europe/Berlin, cron(0/20 * * * ? *), 2026-03-29T00:30:00Z,"
        + " 2026-03-29T00:40:00Z 2026-03-29T01:00:00Z 2026-03-29T01:20:00Z",
    // half an hour on Lord Howe Island, midnight in Santiago, a whole day left out in Samoa
    "Australia/Lord_Howe, cron(45 1 * * ? *), 2026-04-03T16:00:00Z,"
        + " 2026-04-04T14:45:00Z 2026-04-05T15:15:00Z",
    "America/Santiago, cron(0 0 * * ? *), 2026-09-05T05:00:00Z, 2026-09-07T03:00:00Z",
    "Pacific/Apia, cron(0 12 * * ? *), 2011-12-29T12:00:00Z,"
        + " 2011-12-29T22:00:00Z 2011-12-30T22:00:00Z",
    // a leap day in a zone
    "Europe/Berlin, cron(0 0 29 2 ? *), 2027-01-01T00:00:00Z,"
        + " 2028-02-28T23:00:00Z 2032-02-28T23:00:00Z",
  })
  void cron_follows_the_clocks_of_its_zone(
      ZoneId zone, String expression, Instant from, String expected) {
    List<Instant> slots = Arrays.stream(expected.split(" ")).map(Instant::parse).toList();
    Schedule schedule = Schedule.parse(expression, zone);

    assertThat(
            Stream.iterate(
                    schedule.nextAfter(from, from),
                    slot -> slot.flatMap(after -> schedule.nextAfter(after, from)))
                .limit(slots.size())
                .map(Optional::orElseThrow))
        .isEqualTo(slots);
  }

  @Test
  void hour_shown_for_the_second_time_has_no_slot_left() {
    Schedule halfPastTwo = Schedule.parse("cron(30 2 * * ? *)", ZoneId.of("Europe/Berlin"));
    Instant secondTwoOClock = Instant.parse("2026-10-25T01:00:00Z");

    assertThat(halfPastTwo.nextAfter(secondTwoOClock, Instant.EPOCH))
        .hasValue(Instant.parse("2026-10-26T01:30:00Z"));
  }

  @Test
  void cron_that_fires_in_a_gap_alone_has_no_slot() {
    Schedule inTheGap = Schedule.parse("cron(30 2 29 3 ? 2026)", ZoneId.of("Europe/Berlin"));

    assertThat(inTheGap.nextAfter(Instant.EPOCH, Instant.EPOCH)).isEmpty();
  }
}
