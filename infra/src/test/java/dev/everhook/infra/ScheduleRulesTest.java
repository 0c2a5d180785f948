package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleRulesTest {
  private static final Resource SCHEDULE = Stacks.PLAIN.resource("Schedule");

  @Test
  void the_scheduler_fills_in_a_refresh_request() {
    String message =
        SCHEDULE
            .text("Target", "Input")
            .replace("<aws.scheduler.schedule-arn>", "arn:aws:scheduler:eu:1:schedule/g/s")
            .replace("<aws.scheduler.scheduled-time>", "2026-03-01T12:00:00Z");

    assertThat(RefreshRequestJson.read(message))
        .isEqualTo(
            new RefreshRequest.Scheduled(
                "arn:aws:scheduler:eu:1:schedule/g/s", Instant.parse("2026-03-01T12:00:00Z")));
  }

  @Test
  void it_runs_every_72_hours_from_a_group_of_the_stack() {
    assertThat(SCHEDULE.text("ScheduleExpression")).isEqualTo("rate(72 hours)");
    assertThat(SCHEDULE.text("ScheduleExpressionTimezone")).isEqualTo("UTC");
    assertThat(SCHEDULE.text("State")).isEqualTo("ENABLED");
    assertThat(SCHEDULE.text("GroupName")).isEqualTo("${ScheduleGroup}");
    assertThat(SCHEDULE.has("StartDate")).isFalse();
    assertThat(SCHEDULE.map("FlexibleTimeWindow")).isEqualTo(Map.of("Mode", "OFF"));
  }

  @Test
  void start_and_window_are_by_parameter() {
    Resource schedule = Stacks.FULL.resource("Schedule");

    assertThat(schedule.text("StartDate")).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(schedule.map("FlexibleTimeWindow"))
        .isEqualTo(Map.of("Mode", "FLEXIBLE", "MaximumWindowInMinutes", "15"));
  }

  @Test
  void its_target_is_the_refresh_queue_and_what_it_cannot_send_is_kept() {
    assertThat(SCHEDULE.text("Target", "Arn")).isEqualTo("${RefreshQueue.Arn}");
    assertThat(SCHEDULE.text("Target", "RoleArn")).isEqualTo("${ScheduleRole.Arn}");
    assertThat(SCHEDULE.text("Target", "DeadLetterConfig", "Arn"))
        .isEqualTo("${SchedulerDeadLetterQueue.Arn}");
    assertThat(SCHEDULE.map("Target", "RetryPolicy"))
        .isEqualTo(Map.of("MaximumEventAgeInSeconds", 86_400, "MaximumRetryAttempts", 185));
  }

  @Test
  void an_hourly_sweep_has_a_role_of_its_own() {
    Resource sweep = Stacks.PLAIN.resource("SweepSchedule");

    assertThat(sweep.text("ScheduleExpression")).isEqualTo("rate(1 hour)");
    assertThat(sweep.text("Target", "Arn")).isEqualTo("${RedriveFunction.Arn}");
    assertThat(sweep.text("Target", "RoleArn")).isEqualTo("${SweepRole.Arn}");
    assertThat(sweep.text("Target", "Input")).isEqualTo("{\"action\":\"sweep\"}");
  }
}
