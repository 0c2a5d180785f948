package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.QueueDepth;
import dev.everhook.core.QueueFaults.Call;
import dev.everhook.core.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever fails, a dead letter is in one of the queues, or in both, and never in none. */
class RedriveFaultTest {
  private static final String REDRIVE = "{\"action\":\"redrive\"}";

  private final RedriveFunction function = new RedriveFunction();

  private static String problems(JsonNode answer) {
    return answer.path("problems").toString();
  }

  @Test
  void a_letter_is_sent_before_it_is_deleted() {
    function.withDeadLetters(12);
    List<String> deletedTooEarly = new ArrayList<>();
    function
        .deadLetters
        .faults()
        .doNotDelete(
            letter -> {
              if (!function.refreshQueue.bodies().contains(letter.body())) {
                deletedTooEarly.add(letter.body());
              }
              return false;
            });

    function.invoke(REDRIVE);

    assertThat(deletedTooEarly).isEmpty();
    assertThat(function.deadLetters.messages()).isEmpty();
  }

  @Test
  void a_letter_that_cannot_be_sent_is_not_deleted_and_is_visible_again() {
    function.withDeadLetters(12);
    function.refreshQueue.faults().fail(Call.SEND);

    JsonNode answer = function.invoke(REDRIVE);

    assertThat(answer.path("moved").intValue()).isZero();
    assertThat(answer.path("failed").intValue()).isEqualTo(12);
    assertThat(problems(answer))
        .isEqualTo("[\"not put back: ServiceUnavailable: the queue in memory says so\"]");
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(12, 0, 0));
  }

  @Test
  void a_letter_that_cannot_be_deleted_is_in_both_queues_and_told() {
    function.withDeadLetters(3);
    function.deadLetters.faults().fail(Call.DELETE);

    JsonNode answer = function.invoke(REDRIVE);

    assertThat(answer.path("moved").intValue()).isEqualTo(3);
    assertThat(answer.path("undeleted").intValue()).isEqualTo(3);
    assertThat(answer.path("remaining").intValue()).isEqualTo(3);
    assertThat(problems(answer))
        .isEqualTo("[\"done with, but not deleted from the dead-letter queue\"]");
    assertThat(function.refreshQueue.bodies())
        .containsExactlyInAnyOrderElementsOf(function.deadLetters.bodies());
  }

  @Test
  void one_redrive_never_sends_a_letter_twice_even_when_it_comes_again() {
    function.withDeadLetters(25);
    function.deadLetters.faults().fail(Call.DELETE);
    var running = function.clock;

    function.invoke(
        REDRIVE,
        () -> {
          // Slow enough for the letters' time to end on the way.
          running.advance(Duration.ofSeconds(61));
          return running.instant();
        },
        Duration.ofMinutes(14));

    assertThat(function.refreshQueue.bodies()).doesNotHaveDuplicates();
  }

  @Test
  void faults_of_single_letters_are_theirs_alone() {
    function.withDeadLetters(20);
    function
        .refreshQueue
        .faults()
        .refuse(
            message -> message.body().contains("\"r-3\""),
            new SendResult.NotSent("InternalError", "try again", false));
    function.deadLetters.faults().doNotDelete(letter -> letter.body().contains("\"r-14\""));

    JsonNode answer = function.invoke(REDRIVE);

    assertThat(answer.path("moved").intValue()).isEqualTo(19);
    assertThat(answer.path("failed").intValue()).isEqualTo(1);
    assertThat(answer.path("undeleted").intValue()).isEqualTo(1);
    assertThat(answer.path("problems").valueStream().map(JsonNode::textValue))
        .containsExactlyInAnyOrder(
            "not put back: InternalError: try again",
            "done with, but not deleted from the dead-letter queue");
    assertThat(function.deadLetters.bodies())
        .containsExactly(RedriveFunction.body("r-3"), RedriveFunction.body("r-14"));
    assertThat(function.refreshQueue.bodies())
        .hasSize(19)
        .doesNotContain(RedriveFunction.body("r-3"));
  }

  @Test
  void a_dead_letter_queue_that_does_not_answer_is_told_and_nothing_is_moved() {
    function.withDeadLetters(1);
    function.deadLetters.faults().fail(Call.RECEIVE);

    JsonNode answer = function.invoke(REDRIVE);

    assertThat(answer.path("stopped").textValue()).isEqualTo("failing");
    assertThat(problems(answer)).isEqualTo("[\"Could not receive from dead: ServiceUnavailable\"]");
    assertThat(function.refreshQueue.messages()).isEmpty();
  }

  @Test
  void a_dead_letter_queue_that_fails_on_the_way_leaves_an_answer_with_what_was_moved() {
    function.withDeadLetters(225);
    function
        .deadLetters
        .faults()
        .doNotDelete(
            _ -> {
              function.deadLetters.faults().fail(Call.RECEIVE);
              return false;
            });

    JsonNode answer = function.invoke(REDRIVE);

    int moved = answer.path("moved").intValue();
    // A lane deletes its first ten before it receives more.
    assertThat(moved).isBetween(10, 10 * Lanes.COUNT);
    assertThat(answer.path("remaining").intValue()).isEqualTo(225 - moved);
    assertThat(answer.path("stopped").textValue()).isEqualTo("failing");
    assertThat(problems(answer)).isEqualTo("[\"Could not receive from dead: ServiceUnavailable\"]");
  }

  @Test
  void a_depth_that_cannot_be_told_leaves_an_answer_with_what_was_moved() {
    function.withDeadLetters(3).withMalformed(2);
    function.deadLetters.faults().fail(Call.DEPTH);

    JsonNode answer = function.invoke(REDRIVE);

    assertThat(answer.path("moved").intValue()).isEqualTo(3);
    assertThat(answer.path("remaining").intValue()).isEqualTo(2);
    assertThat(problems(answer)).isEqualTo("[\"Could not measure dead: ServiceUnavailable\"]");
  }
}
