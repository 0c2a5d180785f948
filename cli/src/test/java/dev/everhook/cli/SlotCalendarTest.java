package dev.everhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlotCalendarTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void a_rate_counts_from_its_anchor_and_owes_nothing_before_it() {
    Instant anchor = NOW.minus(Duration.ofMinutes(150));
    SlotCalendar calendar = calendar("rate(1 hour)", null, anchor, "ENABLED");

    assertThat(calendar.latest(10))
        .containsExactly(
            anchor, anchor.plus(Duration.ofHours(1)), anchor.plus(Duration.ofHours(2)));
    assertThat(calendar.next()).contains(anchor.plus(Duration.ofHours(3)));
  }

  @Test
  void a_rate_without_an_anchor_counts_from_its_start_date() {
    Instant start = NOW.minus(Duration.ofDays(2));
    SlotCalendar calendar = calendar("rate(1 hour)", start, null, "ENABLED");

    assertThat(calendar.latest(2)).containsExactly(NOW.minus(Duration.ofHours(1)), NOW);
  }

  @Test
  void a_rate_of_which_slots_alone_are_known_keeps_the_distance_to_the_latest() {
    Instant latest = NOW.minus(Duration.ofMinutes(70));
    Instant first = latest.minus(Duration.ofHours(3)).minusSeconds(7);
    SlotCalendar calendar = calendar("rate(1 hour)", null, null, "ENABLED", first, latest);

    assertThat(calendar.latest(10))
        .containsExactly(
            latest.minus(Duration.ofHours(3)),
            latest.minus(Duration.ofHours(2)),
            latest.minus(Duration.ofHours(1)),
            latest,
            latest.plus(Duration.ofHours(1)));
    assertThat(calendar.next()).contains(latest.plus(Duration.ofHours(2)));
  }

  @Test
  void of_a_rate_with_nothing_known_nobody_can_tell_a_slot() {
    SlotCalendar calendar = calendar("rate(72 hours)", null, null, "ENABLED");

    assertThat(calendar.latest(10)).isEmpty();
    assertThat(calendar.next()).isEmpty();
  }

  @Test
  void a_cron_schedule_tells_its_next_slot_without_knowing_any() {
    SlotCalendar calendar = calendar("cron(30 14 * * ? *)", null, null, "ENABLED");

    assertThat(calendar.next()).contains(Instant.parse("2026-11-24T14:30:00Z"));
    assertThat(calendar.latest(10)).isEmpty();
  }

  @Test
  void the_latest_slots_are_found_however_far_apart_they_are() {
    Instant start = NOW.minus(Duration.ofDays(400));
    assertThat(calendar("cron(0 8 ? * MON *)", start, null, "ENABLED").latest(3))
        .containsExactly(
            Instant.parse("2026-11-09T08:00:00Z"),
            Instant.parse("2026-11-16T08:00:00Z"),
            Instant.parse("2026-11-23T08:00:00Z"));
    assertThat(calendar("rate(1 minute)", start, null, "ENABLED").latest(10)).hasSize(10);
    assertThat(calendar("rate(5 seconds)", start, null, "ENABLED").latest(10))
        .last()
        .isEqualTo(NOW);
  }

  @Test
  void a_slot_that_the_ledger_may_have_forgotten_is_not_owed_any_more() {
    Instant start = NOW.minus(Duration.ofDays(100));

    assertThat(calendar("rate(72 hours)", start, null, "ENABLED").latest(10))
        .allSatisfy(slot -> assertThat(slot).isAfter(NOW.minus(Duration.ofDays(30))));
  }

  @Test
  void a_schedule_that_is_switched_off_owes_nothing_after_its_latest_slot() {
    Instant latest = NOW.minus(Duration.ofHours(5));
    SlotCalendar calendar =
        calendar("rate(1 hour)", null, null, "DISABLED", latest.minus(Duration.ofHours(1)), latest);

    assertThat(calendar.latest(10)).last().isEqualTo(latest);
    assertThat(calendar.next()).isEmpty();
  }

  private static SlotCalendar calendar(
      String expression,
      @Nullable Instant startDate,
      @Nullable Instant anchor,
      String state,
      Instant... known) {
    return new SlotCalendar(
        new StatusAnswer.ScheduleState("arn:s", expression, "UTC", startDate, state, anchor, 0),
        List.of(known),
        NOW);
  }
}
