package dev.everhook.embedded.schedule;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ScheduleStateTest {
  private static final Instant NOW = Instant.parse("2026-11-22T19:30:00.25Z");
  private static final Instant NEXT_SECOND = Instant.parse("2026-11-22T19:30:01Z");
  private static final Schedule RATE = Schedule.parse("rate(72 hours)", UTC);

  @Test
  void new_rate_fires_at_the_next_whole_second() {
    ScheduleState state = ScheduleState.created(RATE, null, NOW);

    assertThat(state.anchor()).isEqualTo(NEXT_SECOND);
    assertThat(RATE.nextAfter(state.doneUntil(), state.anchor())).hasValue(NEXT_SECOND);
    assertThat(RATE.missed(state.doneUntil(), NOW, state.anchor(), 9).latest()).isEmpty();
  }

  @Test
  void new_rate_created_on_a_whole_second_fires_at_once() {
    assertThat(ScheduleState.created(RATE, null, NEXT_SECOND).anchor()).isEqualTo(NEXT_SECOND);
  }

  @Test
  void new_schedule_waits_for_its_start_date() {
    Instant start = Instant.parse("2030-01-01T01:00:00Z");

    assertThat(ScheduleState.created(RATE, start, NOW).anchor()).isEqualTo(start);
  }

  @Test
  void new_schedule_with_a_past_start_date_has_missed_nothing() {
    Instant start = Instant.parse("2020-01-01T01:00:00Z");
    for (String expression : new String[] {"rate(1 hour)", "cron(0 * * * ? *)"}) {
      Schedule schedule = Schedule.parse(expression, UTC);
      ScheduleState state = ScheduleState.created(schedule, start, NOW);

      assertThat(schedule.missed(state.doneUntil(), NOW, state.anchor(), 9).latest()).isEmpty();
      assertThat(schedule.nextAfter(state.doneUntil(), state.anchor()))
          .hasValue(Instant.parse("2026-11-22T20:00:00Z"));
    }
  }

  @Test
  void slot_that_was_done_is_not_due_again() {
    ScheduleState state = ScheduleState.created(RATE, null, NOW).done(NEXT_SECOND);

    assertThat(RATE.nextAfter(state.doneUntil(), state.anchor()))
        .hasValue(NEXT_SECOND.plusSeconds(72 * 3_600));
  }

  @Test
  void slots_are_done_in_order() {
    ScheduleState state = ScheduleState.created(RATE, null, NOW);

    assertThatIllegalArgumentException().isThrownBy(() -> state.done(NOW));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.done(NEXT_SECOND.plusSeconds(1)).done(NEXT_SECOND));
  }

  @Test
  void state_belongs_to_one_expression_zone_and_start_date() {
    ScheduleState state = ScheduleState.created(RATE, NEXT_SECOND, NOW);

    assertThat(state.isOf(Schedule.parse("rate(72 hours)", UTC), NEXT_SECOND)).isTrue();
    assertThat(state.isOf(Schedule.parse("rate(73 hours)", UTC), NEXT_SECOND)).isFalse();
    assertThat(state.isOf(Schedule.parse("rate(72 hours)", UTC.normalized()), null)).isFalse();
    assertThat(
            state.isOf(
                Schedule.parse("rate(72 hours)", ScheduleParameters.timezone("Europe/Berlin")),
                NEXT_SECOND))
        .isFalse();
  }
}
