package dev.everhook.embedded.schedule;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OneTimeScheduleTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant CREATED = Instant.parse("2022-01-01T00:00:00Z");

  @Test
  void one_time_schedule_fires_once_by_the_clocks_of_its_zone() {
    Schedule once = Schedule.parse("at(2022-11-20T13:00:00)", ZoneId.of("America/Los_Angeles"));
    Instant slot = Instant.parse("2022-11-20T21:00:00Z");

    assertThat(once.nextAfter(CREATED, CREATED)).hasValue(slot);
    assertThat(once.firstSlotNotBefore(slot, CREATED)).hasValue(slot);
    assertThat(once.nextAfter(slot, CREATED)).isEmpty();
  }

  @Test
  void one_time_schedule_keeps_its_seconds() {
    assertThat(Schedule.parse("at(2024-02-29T23:59:59)", UTC).nextAfter(CREATED, CREATED))
        .hasValue(Instant.parse("2024-02-29T23:59:59Z"));
  }

  @Test
  void one_time_schedule_ignores_its_start_date() {
    Schedule once = Schedule.parse("at(2022-11-20T13:00:00)", UTC);
    Instant anchor = once.anchor(Instant.parse("2030-01-01T00:00:00Z"), CREATED);

    assertThat(once.nextAfter(CREATED, anchor)).hasValue(Instant.parse("2022-11-20T13:00:00Z"));
  }

  @Test
  void one_time_schedule_that_was_past_when_created_has_no_slot() {
    assertThat(Schedule.parse("at(2020-01-01T00:00:00)", UTC).nextAfter(Instant.EPOCH, CREATED))
        .isEmpty();
  }

  @Test
  void time_that_the_clocks_show_twice_means_the_first() {
    assertThat(Schedule.parse("at(2026-10-25T02:30:00)", BERLIN).nextAfter(CREATED, CREATED))
        .hasValue(Instant.parse("2026-10-25T00:30:00Z"));
  }

  @Test
  void time_that_the_clocks_leave_out_is_refused() {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse("at(2026-03-29T02:30:00)", BERLIN))
        .withMessage(
            "ScheduleExpression: 'at(2026-03-29T02:30:00)': the clocks of Europe/Berlin go from"
                + " 2026-03-29T02:00 to 2026-03-29T03:00, so there is no such time");
  }

  @Test
  void one_time_schedule_is_missed_alone() {
    Schedule once = Schedule.parse("at(2022-11-20T13:00:00)", UTC);
    Instant slot = Instant.parse("2022-11-20T13:00:00Z");

    assertThat(once.missed(CREATED, slot, CREATED, 3).latest()).hasValue(slot);
    assertThat(once.missed(CREATED, slot, CREATED, 3).others()).isZero();
    assertThat(once.missed(CREATED, slot.minusNanos(1), CREATED, 3).latest()).isEmpty();
    assertThat(once.missed(slot, slot.plusSeconds(9), CREATED, 3).latest()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at()",
        "at(2026-02-30T00:00:00)",
        "at(2026-02-29T00:00:00)",
        "at(2026-01-01T24:00:00)",
        "at(2026-01-01T00:00)",
        "at(2026-01-01)",
        "at(2026-01-01 00:00:00)",
        "at(2026-01-01T00:00:00Z)",
        "at(2026-01-01T00:00:00.5)",
        "at(26-01-01T00:00:00)"
      })
  void at_takes_a_date_and_time_to_the_second(String expression) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse(expression, UTC))
        .withMessage(
            "ScheduleExpression: '%s': write a date and time that exist as at(yyyy-mm-ddThh:mm:ss),"
                + " such as 'at(2030-01-31T09:30:00)'",
            expression);
  }
}
