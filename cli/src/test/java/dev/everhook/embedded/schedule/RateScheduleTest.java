package dev.everhook.embedded.schedule;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RateScheduleTest {
  private static final Instant ANCHOR = Instant.parse("2026-11-22T19:30:07Z");

  @ParameterizedTest
  @CsvSource({
    "rate(1 minute), PT1M",
    "rate(5 minutes), PT5M",
    "rate(1 hour), PT1H",
    "rate(72 hours), PT72H",
    "rate(1 day), PT24H",
    "rate(30 days), PT720H",
    "rate(5  minutes), PT5M",
    "rate(999999999 days), PT23999999976H"
  })
  void rate_has_a_slot_every_period(String expression, Duration period) {
    assertThat(Schedule.parse(expression, UTC).nextAfter(ANCHOR, ANCHOR))
        .hasValue(ANCHOR.plus(period));
  }

  @Test
  void first_slot_of_a_rate_is_its_anchor() {
    Schedule rate = Schedule.parse("rate(72 hours)", UTC);

    assertThat(rate.firstSlotNotBefore(ANCHOR.minusSeconds(1_000), ANCHOR)).hasValue(ANCHOR);
    assertThat(rate.firstSlotNotBefore(ANCHOR, ANCHOR)).hasValue(ANCHOR);
    assertThat(rate.firstSlotNotBefore(ANCHOR.plusNanos(1), ANCHOR))
        .hasValue(ANCHOR.plus(Duration.ofDays(3)));
  }

  @Test
  void day_of_a_rate_has_24_hours_when_the_clocks_change() {
    Instant noonBefore = Instant.parse("2026-03-28T11:00:00Z");

    assertThat(
            Schedule.parse("rate(1 day)", ZoneId.of("Europe/Berlin"))
                .nextAfter(noonBefore, noonBefore))
        .hasValue(Instant.parse("2026-03-29T11:00:00Z"));
  }

  @Test
  void rate_does_not_drift_in_ten_thousand_years() {
    Instant late = ANCHOR.plus(Duration.ofSeconds(7).multipliedBy(45_000_000_000L));

    assertThat(Schedule.parseEmbedded("rate(7 seconds)", UTC).firstSlotNotBefore(late, ANCHOR))
        .hasValue(late);
  }

  @Test
  void rate_of_seconds_is_for_the_embedded_run_alone() {
    assertThat(Schedule.parseEmbedded("rate(5 seconds)", UTC).nextAfter(ANCHOR, ANCHOR))
        .hasValue(ANCHOR.plusSeconds(5));
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse("rate(5 seconds)", UTC))
        .withMessage(
            "ScheduleExpression: 'rate(5 seconds)': the unit must be minute(s), hour(s) or day(s)");
  }

  @Test
  void rate_of_one_hour_must_be_singular() {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse("rate(1 hours)", UTC))
        .withMessage(
            "ScheduleExpression: 'rate(1 hours)': write 'rate(1 hour)';"
                + " the unit is singular with 1 and plural with any other value");
  }

  @Test
  void rate_of_five_minutes_must_be_plural() {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse("rate(5 minute)", UTC))
        .withMessageContaining("write 'rate(5 minutes)'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(0 minutes)",
        "rate(-5 minutes)",
        "rate(05 minutes)",
        "rate(1.5 hours)",
        "rate(1000000000 days)",
        "rate(5)",
        "rate(minutes)",
        "rate(5minutes)",
        "rate( 5 minutes)",
        "rate(5 Minutes)",
        "rate(٥ minutes)",
        "rate()"
      })
  void rate_takes_a_positive_whole_number_and_a_unit(String expression) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse(expression, UTC))
        .withMessage(
            "ScheduleExpression: '"
                + expression
                + "': write a whole number from 1 to 999999999 and a unit,"
                + " minute(s), hour(s) or day(s), such as 'rate(72 hours)'");
  }

  @Test
  void rate_takes_no_other_unit() {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parseEmbedded("rate(2 weeks)", UTC))
        .withMessageEndingWith(": the unit must be second(s), minute(s), hour(s) or day(s)");
  }

  @Test
  void rate_with_a_start_date_in_the_past_keeps_counting_from_it() {
    Schedule rate = Schedule.parse("rate(1 hour)", UTC);
    Instant start = Instant.parse("2020-01-01T00:15:00Z");

    assertThat(rate.anchor(start, ANCHOR)).isEqualTo(Instant.parse("2026-11-22T20:15:00Z"));
    assertThat(rate.anchor(ANCHOR.plusSeconds(60), ANCHOR)).isEqualTo(ANCHOR.plusSeconds(60));
    assertThat(rate.anchor(null, ANCHOR)).isEqualTo(ANCHOR);
  }
}
