package dev.everhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DlqPlanCommandTest {
  @TempDir private Path data;

  @Test
  void a_plan_shows_groups_with_what_the_ledger_says_and_what_would_become_of_them()
      throws Exception {
    try (CannedLambda lambda = CannedLambda.start(data)) {
      lambda.answers("plan", Examples.PLAN);
      var ended = Command.on(data).run("dlq", "plan");

      assertThat(ended.status()).isZero();
      assertThat(ended.out())
          .isEqualTo(
              """
              REASON     STATUS   COUNT  OLDEST  EXAMPLE   LEDGER SAYS
              exhausted  503         40    10 h  51f05ccd  dead 37, delivered 2, in flight 1
              exhausted  timeout      1     2 d  7a11c3ff  dead 1
              malformed  -            1     4 d  (no key)  not known 1

              42 of 45 match. A redrive would
                38  move    back to the refresh queue
                 2  delete  settled: the ledger says delivered
                 1  leave   blocked: a call is under way
                 1  refuse  malformed: no refresh requests
              Warning: 1 letter ended in a timeout more than 24 hours ago: the receiver may
              have forgotten its key.
              """);
    }
  }

  @Test
  void filter_options_become_the_filter_of_the_request() throws Exception {
    try (CannedLambda lambda = CannedLambda.start(data)) {
      lambda.answers("plan", Examples.EMPTY_PLAN);
      var ended =
          Command.on(data)
              .run(
                  "dlq",
                  "plan",
                  "--reason",
                  "rejected,crashed",
                  "--status",
                  "400",
                  "--status",
                  "500-599",
                  "--error-code",
                  "timeout",
                  "--trigger",
                  "manual",
                  "--key",
                  Examples.KEY,
                  "--older-than",
                  "2h",
                  "--younger-than",
                  "3d",
                  "--limit",
                  "7",
                  "--source",
                  "scheduler");

      assertThat(ended.out()).contains("45 dead letters were read; none of them matches.");
      assertThat(lambda.requests("plan").getFirst())
          .isEqualTo(
              Answers.JSON.readTree(
                  """
                  {"action":"plan","source":"scheduler","limit":7,"filter":{
                   "reasons":["rejected","crashed"],"statuses":["400","500-599"],
                   "errorCodes":["timeout"],"triggers":["manual"],
                   "keys":["51f05ccd-3ab5-5a3d-9d3c-0f3f0d3c7a11"],
                   "olderThan":7200,"youngerThan":259200}}
                  """));
    }
  }

  @Test
  void what_the_function_refuses_is_wrong_input() throws Exception {
    try (CannedLambda lambda = CannedLambda.start(data)) {
      lambda.answers(
          "plan",
          request -> {
            throw new CannedLambda.Failed(
                "dev.everhook.core.InvalidRequestException", "reasons: must be one of …");
          });
      var ended = Command.on(data).run("dlq", "plan", "--reason", "tired");

      assertThat(ended.status()).isEqualTo(2);
      assertThat(ended.err()).contains("reasons: must be one of");
    }
  }

  @Test
  void an_age_without_a_unit_is_wrong_input() {
    var ended = Command.on(data).run("dlq", "plan", "--older-than", "2");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("--older-than", "such as 90s or 2h");
  }
}
