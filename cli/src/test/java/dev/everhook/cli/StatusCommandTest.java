package dev.everhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.IdempotencyKey;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
  private static final String STATUS =
      """
      {"version":1,"action":"status","now":"2026-11-24T12:00:00Z",
       "queues":{"refresh":{"visible":3,"inFlight":1,"delayed":0,"oldestAgeSeconds":42},
                 "deadLetters":{"visible":1042,"inFlight":0,"delayed":0},
                 "scheduler":{"visible":0,"inFlight":0,"delayed":0}},
       "attempts":{"since":"2026-11-24T11:00:00Z","complete":true,
                   "byOutcome":{"delivered":4,"retry":1,"unknown":1,"rejected":0,"in_progress":0}},
       "overdue":{"count":2,"oldest":"2026-11-24T03:00:00Z"},
       "deadLetterGroups":[{"reason":"exhausted","status":503,"count":1042,
         "oldest":"2026-11-24T01:12:00Z","newest":"2026-11-24T09:00:00Z",
         "exampleKey":"51f05ccd-3ab5-5a3d-9d3c-0f3f0d3c7a11","states":{"dead":1042}}],
       "deadLettersRead":1000,"deadLettersComplete":false,
       "scheduled":[%s],
       "schedule":{"arn":"arn:aws:scheduler:x:1:schedule/g/n","expression":"rate(1 hour)",
         "timezone":"UTC","state":"ENABLED","anchor":"2026-11-24T07:59:00Z",
         "flexibleWindowMinutes":0}}
      """;

  @TempDir private Path data;
  private CannedLambda lambda;

  @BeforeEach
  void start() throws Exception {
    lambda = CannedLambda.start(data);
    lambda.answers("status", STATUS.formatted(scheduled("2026-11-24T09:59:00Z", 0, "delivered")));
    lambda.answers("deliveries", Examples.deliveries());
  }

  @AfterEach
  void end() throws Exception {
    lambda.close();
  }

  @Test
  void one_screen_says_where_things_stand_and_names_the_missing_slots() {
    lambda.answers("deliveries", Examples.deliveries(scheduled("2026-11-24T08:59:00Z", 0, "dead")));
    var ended = Command.on(data).run("status");

    assertThat(ended.status()).isZero();
    assertThat(ended.out().replace(data.toString(), "DIR"))
        .isEqualTo(
            """
            everhook      embedded run, data in DIR
            worker        running
            schedule      rate(1 hour)
            next slot     2026-11-24T12:59:00Z (in 59 min)
            last hour     delivered 4, retry 1, unknown 1
            overdue       2  the oldest since 2026-11-24T03:00:00Z

            QUEUE                     WAITING  IN FLIGHT  DELAYED  OLDEST
            refresh queue                   3          1        0    42 s
            dead letters                1,042          0        0       -
            scheduler's dead letters        0          0        0       -

            SLOT                  BECAME     KEY       DETAIL
            2026-11-24T11:59:00Z  due        -         its message is on its way
            2026-11-24T10:59:00Z  MISSING    -         nothing is known of it
            2026-11-24T09:59:00Z  delivered  51f05ccd  1 min 5 s after the slot, 1 attempt
            2026-11-24T08:59:00Z  dead       51f05ccd  exhausted 503
            2026-11-24T07:59:00Z  MISSING    -         nothing is known of it
            2 slots missing: the ledger knows nothing of them.

            REASON     STATUS  COUNT  OLDEST  EXAMPLE   LEDGER SAYS
            exhausted  503     1,042    10 h  51f05ccd  dead 1,042
            Not all: 1,000 letters read. See: everhook dlq plan
            """);
  }

  @Test
  void slots_are_looked_up_by_the_key_that_their_delivery_must_have() {
    Command.on(data).run("status");

    assertThat(lambda.requests("deliveries").getFirst().path("keys"))
        .extracting(JsonNode::asText)
        .contains(
            IdempotencyKey.ofSlot(
                    "arn:aws:scheduler:x:1:schedule/g/n", Instant.parse("2026-11-24T10:59:00Z"), 0)
                .toString())
        .hasSize(4);
  }

  @Test
  void a_slot_of_a_moment_ago_is_due_and_not_missing() {
    lambda.answers("status", STATUS.formatted("").replace("T07:59:00Z\",\n", "T07:57:00Z\",\n"));
    assertThat(Command.on(data).run("status").out())
        .contains("2026-11-24T11:57:00Z  due")
        .contains("2026-11-24T10:57:00Z  MISSING");
  }

  @Test
  void of_a_slot_with_a_new_key_the_latest_generation_counts() {
    lambda.answers(
        "status",
        STATUS.formatted(
            scheduled("2026-11-24T09:59:00Z", 0, "dead")
                + ","
                + scheduled("2026-11-24T09:59:00Z", 1, "delivered")));
    assertThat(Command.on(data).run("status").out()).contains("2026-11-24T09:59:00Z  delivered");
  }

  @Test
  void a_pause_shows() {
    Command.on(data).run("pause");
    assertThat(Command.on(data).run("status").out())
        .contains("worker        paused  messages wait; go on with: everhook resume");
  }

  @Test
  void json_adds_what_the_command_found_out_to_the_answer() throws Exception {
    JsonNode json = Answers.JSON.readTree(Command.on(data).run("status", "--json").out());

    assertThat(json.path("consumption").asText()).isEqualTo("running");
    assertThat(json.path("nextSlot").asText()).isEqualTo("2026-11-24T12:59:00Z");
    assertThat(json.path("slots").get(0).path("became").asText()).isEqualTo("missing");
    assertThat(json.path("queues").path("refresh").path("visible").asInt()).isEqualTo(3);
  }

  @Test
  void no_line_is_over_80_columns_however_long_the_values() {
    String longWord = "x".repeat(300);
    lambda.answers(
        "status",
        STATUS
            .formatted(scheduled("2026-11-24T09:59:00Z", 0, "waiting"))
            .replace("exhausted", longWord)
            .replace("\"dead\":1042", "\"" + longWord + "\":1042")
            .replace("1042", "9223372036854775807")
            .replace("\"retry\":1", "\"" + longWord + "\":1"));
    var ended = Command.on(data).run("status");

    assertThat(ended.lines())
        .allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(80));
  }

  private static String scheduled(String slot, int generation, String state) {
    String detail =
        switch (state) {
          case "delivered" -> ",\"deliveredAt\":\"2026-11-24T10:00:05Z\"";
          case "dead" -> ",\"death\":{\"number\":1,\"reason\":\"exhausted\",\"status\":503}";
          default ->
              ",\"waitingUntil\":\"2026-11-24T12:00:05Z\",\"waitingAfter\":\""
                  + "y".repeat(90)
                  + "\"";
        };
    return """
    {"key":"51f05ccd-3ab5-5a3d-9d3c-0f3f0d3c7a11","state":"%s","trigger":"schedule","slot":"%s",
     "generation":%d,"round":1,"attempts":1,"deferrals":0,"lost":0,"deaths":0,
     "createdAt":"2026-11-24T09:59:01Z","changedAt":"2026-11-24T10:00:05Z"%s}
    """
        .formatted(state, slot, generation, detail);
  }
}
