package dev.everhook.embedded.schedule;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class MissedSlotsTest {
  private static final Instant DOWN = Instant.parse("2026-11-22T19:30:00Z");

  @Test
  void latest_is_apart_and_the_earliest_others_are_named() {
    Schedule hourly = Schedule.parse("cron(0 * * * ? *)", UTC);

    assertThat(hourly.missed(DOWN, DOWN.plus(Duration.ofHours(12)), DOWN, 2))
        .isEqualTo(
            new MissedSlots(
                Optional.of(Instant.parse("2026-11-23T07:00:00Z")),
                11,
                true,
                List.of(
                    Instant.parse("2026-11-22T20:00:00Z"), Instant.parse("2026-11-22T21:00:00Z"))));
  }

  @Test
  void slot_at_the_end_is_missed_and_slot_at_the_beginning_is_not() {
    Schedule rate = Schedule.parse("rate(1 hour)", UTC);

    assertThat(rate.missed(DOWN, DOWN.plus(Duration.ofHours(1)), DOWN, 9))
        .isEqualTo(
            new MissedSlots(Optional.of(DOWN.plus(Duration.ofHours(1))), 0, true, List.of()));
  }

  @Test
  void nothing_is_missed_when_the_clock_went_back() {
    for (String expression : List.of("rate(1 minute)", "cron(* * * * ? *)")) {
      assertThat(
              Schedule.parse(expression, UTC)
                  .missed(DOWN, DOWN.minus(Duration.ofDays(1)), Instant.EPOCH, 9))
          .isEqualTo(new MissedSlots(Optional.empty(), 0, true, List.of()));
    }
  }

  @Test
  @Timeout(5)
  void half_a_million_slots_of_a_rate_are_counted_at_once() {
    Schedule rate = Schedule.parseEmbedded("rate(5 seconds)", UTC);

    assertThat(rate.missed(DOWN, DOWN.plus(Duration.ofDays(30)), DOWN, 1))
        .isEqualTo(
            new MissedSlots(
                Optional.of(DOWN.plus(Duration.ofDays(30))),
                518_399,
                true,
                List.of(DOWN.plusSeconds(5))));
    assertThat(rate.missed(DOWN, DOWN.plus(Duration.ofDays(1_000_000)), DOWN, 0).others())
        .isEqualTo(17_279_999_999L);
  }

  @Test
  @Timeout(10)
  void counting_of_a_cron_stops_early_but_the_latest_is_right() {
    Schedule minutely = Schedule.parse("cron(* * * * ? 2026-2027)", UTC);

    MissedSlots missed = minutely.missed(DOWN, Instant.parse("2199-01-01T00:00:00Z"), DOWN, 1);

    assertThat(missed.latest()).hasValue(Instant.parse("2027-12-31T23:59:00Z"));
    assertThat(missed.others()).isEqualTo(SlotWalk.COUNTED_AT_MOST);
    assertThat(missed.exact()).isFalse();
    assertThat(missed.named()).containsExactly(DOWN.plusSeconds(60));
  }

  @Test
  void counting_of_a_cron_is_exact_up_to_its_limit() {
    Schedule minutely = Schedule.parse("cron(* * * * ? *)", UTC);
    Instant until = DOWN.plus(Duration.ofMinutes(SlotWalk.COUNTED_AT_MOST + 1));

    assertThat(minutely.missed(DOWN, until, DOWN, 0))
        .isEqualTo(new MissedSlots(Optional.of(until), SlotWalk.COUNTED_AT_MOST, true, List.of()));
    assertThat(minutely.missed(DOWN, until.plusSeconds(120), DOWN, 0))
        .isEqualTo(
            new MissedSlots(
                Optional.of(until.plusSeconds(120)), SlotWalk.COUNTED_AT_MOST, false, List.of()));
  }

  @Test
  void more_named_than_there_are_others_is_a_mistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MissedSlots(Optional.of(DOWN), 0, true, List.of(DOWN)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MissedSlots(Optional.empty(), 1, true, List.of()));
  }
}
