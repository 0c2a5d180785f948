package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.InMemoryQueue.Stored;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.QueueDepth;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedriveTest {
  private static final String REDRIVE = "{\"action\":\"redrive\"}";

  private final RedriveFunction function = new RedriveFunction();

  private static OutgoingMessage content(Stored message) {
    return new OutgoingMessage(message.body(), message.attributes());
  }

  @Test
  void dead_letters_go_back_with_body_and_attributes_as_they_are() {
    function.withDeadLetters(12);
    List<Stored> dead = function.deadLetters.messages();

    JsonNode answer = function.invoke("{\"action\":\"redrive\",\"operationId\":\"o-1\"}");

    assertThat(answer)
        .hasToString(
            """
            {"version":1,"action":"redrive","operationId":"o-1","moved":12,"settled":0,"blocked":0,\
            "malformed":0,"expired":0,"newer":0,"failed":0,"undeleted":0,"remaining":0,"stopped":"done",\
            "problems":[]}\
            """);
    assertThat(function.deadLetters.messages()).isEmpty();
    assertThat(function.refreshQueue.messages())
        .extracting(RedriveTest::content)
        .containsExactlyInAnyOrderElementsOf(dead.stream().map(RedriveTest::content).toList());
  }

  @Test
  void the_death_of_a_letter_goes_with_it_so_that_the_worker_knows_a_redrive() {
    function.withDeadLetters(1);

    function.invoke(REDRIVE);

    Map<String, String> attributes = function.refreshQueue.messages().getFirst().attributes();
    assertThat(DeathNotice.read(attributes)).contains(RedriveFunction.notice("r-0"));
  }

  @Test
  void an_empty_queue_is_a_redrive_of_nothing() {
    assertThat(function.invoke(REDRIVE).path("moved").intValue()).isZero();
    assertThat(function.refreshQueue.messages()).isEmpty();
  }

  @Test
  void no_more_than_the_limit_is_moved_and_the_rest_is_counted() {
    function.withDeadLetters(25);

    JsonNode answer = function.invoke("{\"action\":\"redrive\",\"limit\":12}");

    assertThat(answer.path("moved").intValue()).isEqualTo(12);
    assertThat(answer.path("remaining").intValue()).isEqualTo(13);
    assertThat(function.refreshQueue.messages()).hasSize(12);
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(13, 0, 0));
  }

  @Test
  void the_limit_counts_what_fails_and_not_what_is_refused() {
    function.withMalformed(3).withDeadLetters(20);
    function
        .refreshQueue
        .faults()
        .refuse(
            message -> message.body().contains("\"r-1\""),
            new SendResult.NotSent("InternalError", "try again", false));

    JsonNode answer = function.invoke("{\"action\":\"redrive\",\"limit\":10}");

    assertThat(answer.path("moved").intValue()).isEqualTo(9);
    assertThat(answer.path("malformed").intValue()).isEqualTo(3);
    assertThat(answer.path("failed").intValue()).isEqualTo(1);
    assertThat(answer.path("remaining").intValue()).isEqualTo(14);
  }

  @Test
  void one_letter_can_be_moved_alone() {
    function.withDeadLetters(2);

    assertThat(function.invoke("{\"action\":\"redrive\",\"limit\":1}").path("moved").intValue())
        .isEqualTo(1);
    assertThat(function.deadLetters.bodies()).containsExactly(RedriveFunction.body("r-1"));
  }

  @Test
  void a_large_queue_is_moved_whole_and_each_letter_once() {
    function.withDeadLetters(2_500);

    JsonNode answer = function.invoke("{\"action\":\"redrive\",\"limit\":100000}");

    assertThat(answer.path("moved").intValue()).isEqualTo(2_500);
    assertThat(answer.path("remaining").intValue()).isZero();
    assertThat(function.refreshQueue.bodies())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 2_500).mapToObj(i -> RedriveFunction.body("r-" + i)).toList());
  }

  @Test
  void what_is_no_request_is_refused_and_stays_visible() {
    function.withMalformed(2).withDeadLetters(3).withMalformed(1);
    function.deadLetters.send(new OutgoingMessage("no attributes either"));

    JsonNode answer = function.invoke(REDRIVE);

    assertThat(answer.path("moved").intValue()).isEqualTo(3);
    assertThat(answer.path("malformed").intValue()).isEqualTo(4);
    assertThat(answer.path("remaining").intValue()).isEqualTo(4);
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(4, 0, 0));
    assertThat(function.refreshQueue.messages()).hasSize(3);
  }

  @Test
  void it_stops_before_the_function_is_stopped_and_says_what_is_left() {
    function.withDeadLetters(100);
    // Once some are moved, each look at the clock takes ten seconds; 15 of the 75 are kept for the
    // end. Until then none does: how many lanes look before one moves is not for a test to say.
    var running = function.clock;

    JsonNode answer =
        function.invoke(
            REDRIVE,
            () -> {
              if (!function.refreshQueue.messages().isEmpty()) {
                running.advance(Duration.ofSeconds(10));
              }
              return running.instant();
            },
            Duration.ofSeconds(75));

    int moved = answer.path("moved").intValue();
    assertThat(moved).isBetween(10, 90);
    assertThat(answer.path("stopped").textValue()).isEqualTo("deadline");
    assertThat(answer.path("remaining").intValue()).isEqualTo(100 - moved);
    assertThat(answer.path("resume").path("limit").intValue()).isEqualTo(100_000 - moved);
    assertThat(function.refreshQueue.messages()).hasSize(moved);
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(100 - moved, 0, 0));
  }

  @Test
  void what_dies_again_meanwhile_is_not_moved_again() {
    function.withDead("a");
    function.withDead("b");

    JsonNode answer = function.invoke(REDRIVE, this::atWhichAllDieAgain, Duration.ofMinutes(5));

    assertThat(answer.path("moved").intValue()).isEqualTo(2);
    assertThat(answer.path("stopped").textValue()).isEqualTo("done");
    assertThat(function.refreshQueue.messages()).isEmpty();
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(2, 0, 0));
  }

  /** A clock by which whatever is on the refresh queue has just been refused once more. */
  private synchronized Instant atWhichAllDieAgain() {
    function.clock.advance(Duration.ofMillis(1));
    List<ReceivedMessage> sent =
        function.refreshQueue.receive(10, Duration.ofMinutes(1), Duration.ZERO);
    for (ReceivedMessage message : sent) {
      DeathNotice notice = function.worker.die(message.body(), message.attributes());
      function.deadLetters.send(new OutgoingMessage(message.body(), notice.attributes()));
    }
    function.refreshQueue.delete(sent);
    return function.clock.instant();
  }

  @Test
  void letters_that_keep_coming_do_not_keep_it_going() {
    function.withDeadLetters(30);

    JsonNode answer =
        function.invoke(
            REDRIVE,
            () -> {
              function.clock.advance(Duration.ofMillis(1));
              function.withMalformed(1);
              return function.clock.instant();
            },
            Duration.ofMinutes(5));

    assertThat(answer.path("moved").intValue()).isEqualTo(30);
    assertThat(answer.path("stopped").textValue()).isEqualTo("done");
  }

  @Test
  void letters_that_came_after_a_given_instant_stay_and_are_counted() {
    function.withDeadLetters(2);
    Instant then = function.clock.instant();
    function.clock.advance(Duration.ofSeconds(1));
    function.withDead("newer");

    JsonNode answer =
        function.invoke("{\"action\":\"redrive\",\"deadBy\":\"" + then + "\",\"limit\":1}");

    assertThat(answer.path("moved").intValue()).isEqualTo(1);
    assertThat(answer.path("stopped").textValue()).isEqualTo("limit");
    assertThat(answer.path("resume").path("deadBy").textValue()).isEqualTo(then.toString());

    JsonNode rest = function.invoke("{\"action\":\"redrive\",\"deadBy\":\"" + then + "\"}");

    assertThat(rest.path("moved").intValue()).isEqualTo(1);
    assertThat(rest.path("newer").intValue()).isEqualTo(1);
    assertThat(function.deadLetters.bodies()).containsExactly(RedriveFunction.body("newer"));
  }

  @Test
  void a_function_with_no_time_left_moves_nothing() {
    function.withDeadLetters(3);

    JsonNode answer = function.invoke(REDRIVE, function.clock, Duration.ofSeconds(15));

    assertThat(answer.path("moved").intValue()).isZero();
    assertThat(answer.path("remaining").intValue()).isEqualTo(3);
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(3, 0, 0));
  }
}
