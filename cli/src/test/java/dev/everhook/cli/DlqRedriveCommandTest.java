package dev.everhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DlqRedriveCommandTest {
  @TempDir private Path data;
  private CannedLambda lambda;

  @BeforeEach
  void start() throws Exception {
    lambda = CannedLambda.start(data).answers("plan", Examples.PLAN);
  }

  @AfterEach
  void end() throws Exception {
    lambda.close();
  }

  @Test
  void without_a_terminal_and_without_yes_nothing_is_done_and_it_says_so() {
    var ended = Command.on(data).run("dlq", "redrive");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("--yes: is needed where there is no terminal to ask on");
    assertThat(lambda).hasToString("[]");
  }

  @Test
  void on_a_terminal_the_plan_is_shown_and_no_means_no() {
    Command command = Command.on(data).typing("n");
    var ended = command.run("dlq", "redrive");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.out()).contains("REASON", "exhausted", "Nothing was done.");
    assertThat(command.questions()).containsExactly("Put back 38 dead letters? [y/N] ");
    assertThat(lambda.requests("redrive")).isEmpty();
  }

  @Test
  void after_a_yes_the_letters_are_put_back_and_the_counts_said() {
    lambda.answers(
        "redrive",
        """
        {"version":1,"action":"redrive","operationId":"op-1","moved":38,"settled":2,"blocked":1,
         "malformed":1,"expired":0,"newer":3,"failed":0,"undeleted":0,"remaining":5,
         "stopped":"done","problems":[]}
        """);
    var ended = Command.on(data).typing("y").run("dlq", "redrive", "--rate", "20");

    assertThat(ended.status()).as("not all of it").isEqualTo(1);
    assertThat(ended.out())
        .endsWith(
            """
            Put back 38 dead letters; 5 in the queue.
              2  settled    delivered already: deleted
              1  blocked    a call is under way: stay
              1  malformed  no refresh requests, another try cannot help: stay
              3  newer      there only since this began: stay
            """);
    JsonNode request = lambda.requests("redrive").getFirst();
    assertThat(request.path("ratePerSecond").asInt()).isEqualTo(20);
    assertThat(request.path("operationId").asText()).hasSize(36);
    assertThat(request.path("requestedBy").asText()).isEqualTo(System.getProperty("user.name"));
    assertThat(request.has("newGeneration")).isFalse();
  }

  @Test
  void a_filter_that_matches_nothing_is_a_plan_of_zero_and_that_is_done() {
    lambda.answers("plan", Examples.EMPTY_PLAN);
    var ended = Command.on(data).typing().run("dlq", "redrive", "--reason", "crashed");

    assertThat(ended.status()).isZero();
    assertThat(ended.out()).contains("none of them matches", "There is nothing to put back.");
  }

  @Test
  void at_the_functions_deadline_it_goes_on_with_the_rest_under_a_new_id() {
    AtomicInteger calls = new AtomicInteger();
    lambda.answers(
        "redrive",
        request ->
            calls.incrementAndGet() == 1
                ? Examples.moved(
                    30, 8, "deadline", ",\"resume\":{\"action\":\"redrive\",\"limit\":8}")
                : Examples.moved(8, 0, "done", ""));
    var ended = Command.on(data).run("dlq", "redrive", "--yes", "--reason", "exhausted");

    assertThat(ended.status()).isZero();
    assertThat(ended.out()).contains("Put back 38 dead letters; 0 in the queue.");
    var requests = lambda.requests("redrive");
    assertThat(requests.get(1).path("limit").asInt()).isEqualTo(8);
    assertThat(requests.get(1).path("operationId"))
        .isNotEqualTo(requests.get(0).path("operationId"));
  }

  @Test
  void new_keys_are_asked_for_apart() {
    lambda.answers("redrive", Examples.moved(38, 0, "done", ""));
    Command refusing = Command.on(data).typing("y", "n");
    assertThat(refusing.run("dlq", "redrive", "--new-generation").status()).isEqualTo(1);
    assertThat(refusing.questions()).hasSize(2);
    assertThat(lambda.requests("redrive")).isEmpty();

    assertThat(Command.on(data).run("dlq", "redrive", "--new-generation", "--yes").status())
        .isZero();
    JsonNode request = lambda.requests("redrive").getFirst();
    assertThat(request.path("newGeneration").asBoolean()).isTrue();
    assertThat(request.path("confirm").asText()).isEqualTo("new-keys");
  }

  @Test
  void json_prints_each_answer_and_nothing_else() throws Exception {
    lambda.answers("redrive", Examples.moved(38, 0, "done", "").replace("\n", ""));
    var ended = Command.on(data).run("dlq", "redrive", "--yes", "--json");

    assertThat(ended.lines()).hasSize(1);
    assertThat(Answers.JSON.readTree(ended.out()).path("moved").asInt()).isEqualTo(38);
    assertThat(Command.on(data).typing("y").run("dlq", "redrive", "--json").status()).isEqualTo(2);
  }

  @Test
  void the_rest_follows_a_canary_whose_next_attempt_was_delivered() {
    canary(
        ",\"canaryKey\":\""
            + Examples.KEY
            + "\",\"resume\":{\"action\":\"redrive\",\"deadBy\":\"2026-11-24T10:00:00Z\"}");
    AtomicInteger asked = new AtomicInteger();
    String old = Examples.DELIVERED.replace("11:00:02", "09:30:02");
    lambda.answers(
        "deliveries",
        request -> Examples.deliveries(asked.incrementAndGet() < 3 ? old : Examples.DELIVERED));
    var ended = Command.on(data).run("dlq", "redrive", "--yes", "--canary", "--limit", "10");

    assertThat(ended.status()).isZero();
    assertThat(ended.err()).contains("Canary delivered 200; the rest follows.");
    assertThat(ended.out()).contains("Put back 10 dead letters; 0 in");
    var requests = lambda.requests("redrive");
    assertThat(requests.get(0).path("canary").asBoolean()).isTrue();
    assertThat(requests.get(1).has("canary")).isFalse();
    assertThat(requests.get(1).path("limit").asInt()).isEqualTo(9);
    assertThat(requests.get(1).path("deadBy").asText()).isEqualTo("2026-11-24T10:00:00Z");
  }

  @Test
  void the_rest_stays_after_a_canary_whose_next_attempt_failed() {
    canary(",\"canaryKey\":\"" + Examples.KEY + "\"");
    lambda.answers(
        "deliveries",
        Examples.deliveries(
            Examples.DELIVERED.replace(
                "\"outcome\":\"delivered\",\"status\":200",
                "\"outcome\":\"rejected\",\"status\":400")));
    var ended = Command.on(data).run("dlq", "redrive", "--yes", "--canary");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("Canary rejected 400; the rest stays.");
    assertThat(ended.out()).contains("Put back 1 dead letter; 9 in");
    assertThat(lambda.requests("redrive")).hasSize(1);
  }

  @Test
  void a_canary_that_the_webhook_is_still_at_work_on_says_nothing_yet() {
    canary(",\"canaryKey\":\"" + Examples.KEY + "\"");
    AtomicInteger asked = new AtomicInteger();
    String atWork =
        Examples.DELIVERED.replace(
            "\"outcome\":\"delivered\",\"status\":200",
            "\"outcome\":\"in progress\",\"status\":409");
    lambda.answers(
        "deliveries",
        request -> Examples.deliveries(asked.incrementAndGet() < 3 ? atWork : Examples.DELIVERED));
    var ended = Command.on(data).run("dlq", "redrive", "--yes", "--canary");

    assertThat(ended.err()).contains("Canary delivered 200; the rest follows.");
    assertThat(asked).hasValue(3);
  }

  @Test
  void a_canary_that_nobody_attempts_is_given_up_in_the_end() {
    canary(",\"canaryKey\":\"" + Examples.KEY + "\"");
    lambda.answers("deliveries", Examples.deliveries());
    var ended = Command.on(data).run("dlq", "redrive", "--yes", "--canary");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("has not been attempted yet; the rest stays");
  }

  @Test
  void where_no_canary_could_be_moved_the_rest_stays() {
    canary("");
    var ended = Command.on(data).run("dlq", "redrive", "--yes", "--canary");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("No canary could be put back");
    assertThat(lambda.requests("redrive")).hasSize(1);
  }

  @Test
  void progress_is_asked_for_while_the_function_works() {
    CountDownLatch asked = new CountDownLatch(1);
    lambda.answers(
        "operation",
        request -> {
          asked.countDown();
          return """
          {"version":1,"action":"operation","operationId":"x","state":"running",
           "startedAt":"2026-11-24T10:59:00Z","progress":{"moved":12,"settled":1}}
          """;
        });
    lambda.answers(
        "redrive",
        request -> {
          await(asked);
          return Examples.moved(38, 0, "done", "");
        });
    var ended = Command.on(data).run("dlq", "redrive", "--yes");

    assertThat(ended.status()).isZero();
    assertThat(lambda.requests("operation").getFirst().path("operationId"))
        .isEqualTo(lambda.requests("redrive").getFirst().path("operationId"));
  }

  private void canary(String key) {
    lambda.answers(
        "operation",
        """
        {"version":1,"action":"operation","operationId":"op-1","state":"ended",
         "startedAt":"2026-11-24T10:59:00Z","progress":{}}
        """);
    lambda.answers(
        "redrive",
        request ->
            request.path("canary").asBoolean()
                ? Examples.moved(key.isEmpty() ? 0 : 1, 9, "limit", key)
                : Examples.moved(9, 0, "done", ""));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
