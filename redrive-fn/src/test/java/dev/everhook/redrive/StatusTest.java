package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.QueueDepth;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTest {
  private static final String STATUS = "{\"action\":\"status\"}";

  private final RedriveFunction function = new RedriveFunction();

  private void slot(Instant at) {
    var request = new RefreshRequest.Scheduled("arn", at);
    function.worker.deliver(function.worker.take(RefreshRequestJson.write(request), Map.of()));
  }

  @Test
  void of_a_pipeline_in_which_nothing_happened_it_is_short() {
    assertThat(function.invoke(STATUS))
        .hasToString(
            """
            {"version":1,"action":"status","now":"2026-03-01T12:00:00Z","queues":{\
            "refresh":{"visible":0,"inFlight":0,"delayed":0},\
            "deadLetters":{"visible":0,"inFlight":0,"delayed":0},\
            "scheduler":{"visible":0,"inFlight":0,"delayed":0}},\
            "attempts":{"since":"2026-03-01T11:00:00Z","complete":true,"byOutcome":{\
            "delivered":0,"retry":0,"unknown":0,"rejected":0,"in_progress":0}},\
            "overdue":{"count":0},"deadLetterGroups":[],"deadLettersRead":0,\
            "deadLettersComplete":true,"scheduled":[],"schedule":{\
            "arn":"arn:aws:scheduler:a:1:schedule/g/s","expression":"rate(72 hours)",\
            "timezone":"UTC","state":"ENABLED","anchor":"2026-03-01T12:00:00Z",\
            "flexibleWindowMinutes":0}}\
            """);
  }

  @Test
  void attempts_are_those_of_the_last_hour_by_outcome() {
    function.worker.die(RedriveFunction.body("r-0"), Map.of());
    function.clock.advance(Duration.ofMinutes(61));
    function.worker.die(RedriveFunction.body("r-1"), Map.of());
    function.worker.deliver(function.worker.take(RedriveFunction.body("r-2"), Map.of()));

    assertThat(function.invoke(STATUS).path("attempts").path("byOutcome"))
        .hasToString(
            "{\"delivered\":1,\"retry\":0,\"unknown\":0,\"rejected\":1,\"in_progress\":0}");
  }

  @Test
  void it_is_told_when_more_happened_than_it_looked_at() {
    for (int i = 0; i < 1_000; i++) {
      function.worker.take(RedriveFunction.body("r-" + i), Map.of());
    }
    JsonNode busy = function.invoke(STATUS);
    function.clock.advance(Duration.ofMinutes(61));
    JsonNode later = function.invoke(STATUS);

    assertThat(busy.path("attempts").path("complete").booleanValue()).isFalse();
    assertThat(later.path("attempts").path("complete").booleanValue()).isTrue();
  }

  @Test
  void the_latest_twenty_slots_are_shown_the_latest_first_and_without_their_history() {
    Instant first = Instant.parse("2026-02-01T00:00:00Z");
    for (int i = 0; i < 25; i++) {
      slot(first.plus(Duration.ofHours(i)));
    }
    function.worker.take(RedriveFunction.body("r-0"), Map.of());

    JsonNode scheduled = function.invoke(STATUS).path("scheduled");

    assertThat(scheduled).hasSize(20);
    assertThat(scheduled.path(0).path("slot").textValue()).isEqualTo("2026-02-02T00:00:00Z");
    assertThat(scheduled.path(0).path("state").textValue()).isEqualTo("delivered");
    assertThat(scheduled.path(0).has("history")).isFalse();
  }

  @Test
  void dead_letters_are_grouped_and_stay_visible() {
    function.withDeadLetters(1_010);

    JsonNode status = function.invoke(STATUS);

    assertThat(status.path("deadLetterGroups").path(0).path("count").intValue()).isEqualTo(1_000);
    assertThat(status.path("deadLettersRead").intValue()).isEqualTo(1_000);
    assertThat(status.path("deadLettersComplete").booleanValue()).isFalse();
    assertThat(status.path("queues").path("deadLetters").path("visible").intValue())
        .isEqualTo(1_010);
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(1_010, 0, 0));
  }

  @Test
  void overdue_deliveries_are_counted() {
    function.worker.take(RedriveFunction.body("r-0"), Map.of());
    function.clock.advance(Duration.ofDays(1));

    assertThat(function.invoke(STATUS).path("overdue"))
        .hasToString("{\"count\":1,\"oldest\":\"2026-03-01T12:12:00Z\"}");
  }

  @Test
  void the_age_of_the_oldest_message_is_shown_where_somebody_knows_it() {
    function.with(
        ports -> RedriveFunction.withOldestAge(ports, () -> Optional.of(Duration.ofMinutes(2))));

    assertThat(
            function
                .invoke(STATUS)
                .path("queues")
                .path("refresh")
                .path("oldestAgeSeconds")
                .intValue())
        .isEqualTo(120);
  }
}
