package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Attempt;
import dev.everhook.core.DeferralCause;
import dev.everhook.core.EventMetrics;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Outcome;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AlarmRulesTest {
  private static final int SEVEN_DAYS = 604_800;
  private static final int DAY = 86_400;
  private static final int HOUR = 3_600;
  private static final IdempotencyKey KEY = IdempotencyKey.ofRequest("id", 0);

  static List<Resource> alarms() {
    return Stacks.PLAIN.ofType("AWS::CloudWatch::Alarm");
  }

  @Test
  void there_is_one_for_each_way_to_fail() {
    assertThat(alarms())
        .extracting(Resource::name)
        .containsExactly(
            "DeadLettersAlarm",
            "SchedulerDeadLettersAlarm",
            "OldestRefreshAlarm",
            "WorkerErrorsAlarm",
            "WorkerThrottlesAlarm",
            "LedgerUnavailableAlarm",
            "LedgerRefusedAlarm",
            "SecretUnreadableAlarm",
            "OldestUnfinishedAlarm",
            "HeartbeatAlarm");
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void each_tells_somebody_what_it_means_and_what_to_do_first(Resource alarm) {
    assertThat(alarm.list("AlarmActions")).isEqualTo(List.of("${AlarmTopic}"));
    assertThat(alarm.list("OKActions")).isEqualTo(List.of("${AlarmTopic}"));
    assertThat(alarm.text("AlarmDescription"))
        .contains("${AWS::StackName}")
        .contains("First: ")
        .hasSizeLessThan(1_024);
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void each_says_what_missing_data_mean(Resource alarm) {
    assertThat(alarm.text("TreatMissingData"))
        .isEqualTo(
            List.of("HeartbeatAlarm", "OldestUnfinishedAlarm").contains(alarm.name())
                ? "breaching"
                : "notBreaching");
  }

  /** CloudWatch looks back a day, or seven with periods of an hour and more. */
  @ParameterizedTest
  @MethodSource("alarms")
  void each_looks_back_no_further_than_cloudwatch_does(Resource alarm) {
    int period =
        alarm.has("Period")
            ? alarm.number("Period")
            : (Integer) Stacks.field(metric(alarm), "Period");

    assertThat(period * alarm.number("EvaluationPeriods"))
        .isLessThanOrEqualTo(period < HOUR ? DAY : SEVEN_DAYS);
  }

  private static Map<?, ?> metric(Resource alarm) {
    return (Map<?, ?>) Stacks.field(alarm.list("Metrics").getFirst(), "MetricStat");
  }

  @Test
  void the_heartbeat_is_of_scheduled_deliveries_with_empty_hours_filled() {
    Resource alarm = Stacks.of(Map.of("HeartbeatHours", "168")).resource("HeartbeatAlarm");

    assertThat(metric(alarm).get("Metric"))
        .isEqualTo(
            Map.of(
                "Namespace",
                EventMetrics.NAMESPACE,
                "MetricName",
                "Delivered",
                "Dimensions",
                List.of(
                    Map.of("Name", "Function", "Value", "${WorkerFunction}"),
                    Map.of("Name", "Trigger", "Value", Trigger.SCHEDULE.toString()))));
    assertThat(((Map<?, ?>) alarm.list("Metrics").get(1)).get("Expression"))
        .isEqualTo("FILL(delivered, 0)");
    assertThat(alarm.number("EvaluationPeriods")).isEqualTo(168);
    assertThat(alarm.number("DatapointsToAlarm")).isEqualTo(168);
    assertThat((Integer) Stacks.field(metric(alarm), "Period") * 168).isEqualTo(SEVEN_DAYS);
  }

  @Test
  void the_heartbeat_is_silent_while_the_schedule_is_disabled() {
    assertThat(Stacks.PLAIN.resource("HeartbeatAlarm").properties())
        .containsEntry("ActionsEnabled", true);
    assertThat(
            Stacks.of(Map.of("ScheduleState", "DISABLED")).resource("HeartbeatAlarm").properties())
        .containsEntry("ActionsEnabled", false);
  }

  static List<Arguments> events() {
    Attempt attempt =
        new Attempt(1, Instant.EPOCH, Duration.ZERO, new Outcome.Delivered(200), null);
    return List.of(
        Arguments.of(
            "Delivered",
            new PipelineEvent.Attempted(KEY, Trigger.SCHEDULE, Instant.EPOCH, attempt, 8, null)),
        Arguments.of("LedgerUnavailable", new PipelineEvent.LedgerUnavailable(KEY, "no answer")),
        Arguments.of("LedgerRefused", deferred(DeferralCause.LEDGER_REFUSED)),
        Arguments.of("SecretUnreadable", deferred(DeferralCause.SECRET_UNREADABLE)));
  }

  private static PipelineEvent deferred(DeferralCause cause) {
    return new PipelineEvent.Deferred(KEY, cause, "a problem", Duration.ofMinutes(1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void the_worker_writes_what_they_listen_to(String metric, PipelineEvent event) {
    assertThat(alarms())
        .anySatisfy(
            alarm -> assertThat(alarm.properties().toString()).contains("MetricName=" + metric));
    assertThat(EventMetrics.line(event, "worker", Instant.EPOCH).orElseThrow())
        .contains("\"Namespace\":\"" + EventMetrics.NAMESPACE + "\"")
        .contains("[\"Function\"]")
        .contains("{\"Name\":\"" + metric + "\",");
  }

  @Test
  void an_address_gets_them_all() {
    assertThat(Stacks.PLAIN.ofType("AWS::SNS::Subscription")).isEmpty();
    assertThat(Stacks.FULL.resource("AlarmSubscription").properties())
        .isEqualTo(
            Map.of(
                "TopicArn", "${AlarmTopic}", "Protocol", "email", "Endpoint", "ada@example.com"));
  }
}
