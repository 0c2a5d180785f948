package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.QueueDepth;
import dev.everhook.core.QueueFaults.Call;
import dev.everhook.core.SendResult;
import dev.everhook.core.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a redrive is held back: canary, limit, rate, and a stop on the way. */
class RedriveLimitsTest {
  private static final String DEAD_BY = "\"deadBy\":\"" + SettableClock.START + "\"";

  private final RedriveFunction function = new RedriveFunction();

  private static String redrive(String fields) {
    return "{\"action\":\"redrive\",\"operationId\":\"o-1\"" + fields + "}";
  }

  private static String resume(String fields) {
    return "{\"action\":\"redrive\",\"source\":\"dead-letters\"" + fields + "}";
  }

  @Test
  void a_canary_is_one_letter_and_its_key_is_named() {
    function.withDead("r-0");
    function.withDead("r-1");
    function.withDead("r-2");

    JsonNode answer = function.invoke(redrive(",\"canary\":true"));

    assertThat(answer.path("moved").intValue()).isEqualTo(1);
    assertThat(function.refreshQueue.messages()).hasSize(1);
    assertThat(answer.path("canaryKey").textValue())
        .isEqualTo(function.refreshQueue.messages().getFirst().attributes().get("key"));
    assertThat(answer.path("stopped").textValue()).isEqualTo("limit");
    assertThat(answer.path("resume"))
        .hasToString(resume(",\"limit\":100000," + DEAD_BY + ",\"requestedBy\":\"unknown\""));
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(2, 0, 0));
  }

  @Test
  void a_canary_of_a_new_generation_is_named_by_its_new_key() {
    function.withDead("r-0");

    JsonNode answer =
        function.invoke(
            redrive(",\"canary\":true,\"newGeneration\":true,\"confirm\":\"new-keys\""));

    assertThat(answer.path("canaryKey").textValue())
        .isEqualTo(Worker.key(RedriveFunction.body("r-0"), Map.of("generation", "1")).toString());
    assertThat(answer.path("resume").path("confirm").textValue()).isEqualTo("new-keys");
  }

  @Test
  void neither_refused_nor_settled_letters_stand_in_the_way_of_a_canary() {
    function.withMalformed(30);
    function.worker.deliver(function.worker.take(RedriveFunction.body("r-0"), Map.of()));
    function.withDeadLetters(2);

    JsonNode answer = function.invoke(redrive(",\"canary\":true"));

    assertThat(answer.path("moved").intValue()).isEqualTo(1);
    assertThat(answer.path("settled").intValue()).isEqualTo(1);
    assertThat(answer.path("malformed").intValue()).isEqualTo(30);
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(30, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 11, 79, 80, 81, 137, 200})
  void the_limit_is_exact_over_all_lanes(int limit) {
    function.withDeadLetters(200);

    JsonNode answer = function.invoke(redrive(",\"filter\":{\"olderThan\":0},\"limit\":" + limit));

    assertThat(answer.path("moved").intValue()).isEqualTo(limit);
    assertThat(function.refreshQueue.messages()).hasSize(limit);
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(200 - limit, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 10, 25, 400})
  void the_rate_is_kept_over_all_lanes(int rate) {
    function.withDeadLetters(60);
    Instant start = function.clock.instant();

    JsonNode answer =
        function.invoke(redrive(",\"ratePerSecond\":" + rate), Duration.ofMinutes(14));

    Duration took = Duration.between(start, function.clock.instant());
    assertThat(answer.path("moved").intValue()).isEqualTo(60);
    // The last turn is free, since nothing waits for it.
    assertThat(took)
        .isGreaterThanOrEqualTo(Duration.ofMillis(1_000L * (60 - Math.min(10, rate)) / rate));
  }

  @Test
  void a_letter_whose_turn_comes_too_late_stays() {
    function.withDeadLetters(30);

    JsonNode answer = function.invoke(redrive(",\"ratePerSecond\":1"), Duration.ofSeconds(25));

    assertThat(answer.path("stopped").textValue()).isEqualTo("deadline");
    assertThat(answer.path("moved").intValue()).isBetween(1, 10);
    assertThat(answer.path("failed").intValue()).isZero();
    assertThat(function.deadLetters.depth().visible())
        .isEqualTo(30 - answer.path("moved").longValue());
  }

  @Test
  void somebody_can_ask_it_to_stop() {
    JsonNode answer = askedToStop(10);

    assertThat(answer.path("stopped").textValue()).isEqualTo("asked");
    assertThat(answer.path("moved").intValue()).isLessThan(200);
    assertThat(answer.path("resume").path("ratePerSecond").intValue()).isEqualTo(10);
    assertThat(function.deadLetters.depth().inFlight()).isZero();
  }

  @Test
  void at_a_low_rate_a_stop_waits_for_no_batch_to_end() {
    JsonNode answer = askedToStop(1);

    assertThat(answer.path("stopped").textValue()).isEqualTo("asked");
    assertThat(answer.path("moved").intValue()).as("of ten for each of eight lanes").isLessThan(20);
    assertThat(function.deadLetters.depth())
        .isEqualTo(new QueueDepth(300 - answer.path("moved").longValue(), 0, 0));
  }

  /** A redrive of 300 letters that is asked to stop when the first is sent. */
  private JsonNode askedToStop(int rate) {
    function.withDeadLetters(300);
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    function
        .refreshQueue
        .faults()
        .refuse(
            _ -> {
              if (asked.isEmpty()) {
                asked.add(Boolean.toString(function.operations.askToStop("o-1")));
              }
              return false;
            },
            new SendResult.NotSent("never", "never", false));
    JsonNode answer =
        function.invoke(redrive(",\"ratePerSecond\":" + rate), Duration.ofMinutes(14));
    assertThat(asked).containsExactly("true");
    return answer;
  }

  @Test
  void it_gives_up_when_nothing_can_be_sent() {
    function.withDeadLetters(300);
    function.refreshQueue.faults().fail(Call.SEND);

    JsonNode answer = function.invoke(redrive(""));

    assertThat(answer.path("stopped").textValue()).isEqualTo("failing");
    assertThat(answer.path("failed").intValue()).isBetween(50, 130);
    assertThat(answer.path("resume").path("limit").intValue()).isEqualTo(100_000);
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(300, 0, 0));
  }

  @Test
  void what_is_to_be_asked_for_the_rest_is_the_whole_request() {
    function.withDeadLetters(30);
    String fields =
        ",\"filter\":{\"reasons\":[\"rejected\"],\"statuses\":[\"400-499\"],"
            + "\"triggers\":[\"manual\"],\"olderThan\":0,\"youngerThan\":60},\"limit\":10,"
            + DEAD_BY
            + ",\"ratePerSecond\":50,\"requestedBy\":\"ada\"";

    JsonNode answer = function.invoke(redrive(fields));

    assertThat(answer.path("moved").intValue()).isEqualTo(10);
    assertThat(answer.path("resume")).hasToString(resume(fields));
    assertThat(function.invoke(answer.path("resume").toString()).path("moved").intValue())
        .isEqualTo(10);
  }

  @Test
  void letters_that_do_not_match_are_visible_again_and_none_is_lost() {
    function.withDeadLetters(40);
    function.deadLetters.move(new OutgoingMessage(RedriveFunction.body("r-x")));

    JsonNode answer = function.invoke(redrive(",\"filter\":{\"reasons\":[\"crashed\"]}"));

    assertThat(answer.path("moved").intValue()).isEqualTo(1);
    assertThat(answer.path("stopped").textValue()).isEqualTo("done");
    assertThat(answer.has("resume")).isFalse();
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(40, 0, 0));
  }
}
