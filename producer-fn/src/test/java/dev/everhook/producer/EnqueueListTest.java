package dev.everhook.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.QueueFaults.Call;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.SendResult;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnqueueListTest {
  private final EnqueueFunction function = new EnqueueFunction();

  private static String list(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"requestId\":\"r-" + i + "\"}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static List<String> requestIds(EnqueueFunction function) {
    return function.queued().stream().map(RefreshRequest.Manual::requestId).toList();
  }

  private static String shown(JsonNode error) {
    return error.path("index")
        + " "
        + error.path("field").textValue()
        + ": "
        + error.path("problem").textValue();
  }

  private static List<String> errors(JsonNode answer) {
    return answer.path("errors").valueStream().map(EnqueueListTest::shown).toList();
  }

  @Test
  void a_list_is_sent_in_its_order() {
    JsonNode answer = function.invoke(list(1_000));

    assertThat(answer.path("accepted")).hasSize(1_000);
    assertThat(answer.path("errors")).isEmpty();
    assertThat(requestIds(function))
        .isEqualTo(IntStream.range(0, 1_000).mapToObj(i -> "r-" + i).toList());
    for (int i = 0; i < 1_000; i++) {
      JsonNode accepted = answer.path("accepted").path(i);
      assertThat(accepted.path("index").intValue()).isEqualTo(i);
      assertThat(accepted.path("messageId").textValue()).isEqualTo("refresh-" + (i + 1));
    }
  }

  @Test
  void the_good_ones_go_and_the_bad_ones_are_listed_with_index_and_field() {
    JsonNode answer =
        function.invoke(
            """
            [{"requestId":"r-0"}, 7, {"requestId":"r-2","colour":"red"}, {"requestId":"r-3"}, [{}],
             {"requestId":"r-5","reason":5}, null, {"requestId":"r-7"}, {"requestId":"r-0"}]\
            """);

    assertThat(requestIds(function)).containsExactly("r-0", "r-3", "r-7");
    assertThat(answer.path("accepted").valueStream().map(one -> one.path("index").intValue()))
        .containsExactly(0, 3, 7);
    assertThat(errors(answer))
        .containsExactly(
            "1 request: must be a JSON object",
            "2 colour: is not a field of a refresh; allowed are notAfter, payload, reason,"
                + " requestId, requestedBy",
            "4 request: must be a JSON object",
            "5 reason: must be a string",
            "6 request: must be a JSON object",
            "8 requestId: must differ from that of every other refresh; index 0 has it too");
    assertThat(enqueued()).isEqualTo(3);
    assertThat(notEnqueued()).isEqualTo(6);
  }

  @Test
  void only_the_first_of_several_with_one_id_is_sent() {
    JsonNode answer =
        function.invoke(
            """
            [{"requestId":"a","reason":1},{"requestId":"a"},{"requestId":"b"},{"requestId":"a"}]\
            """);

    assertThat(requestIds(function)).containsExactly("a", "b");
    assertThat(errors(answer))
        .containsExactly(
            "0 reason: must be a string",
            "3 requestId: must differ from that of every other refresh; index 1 has it too");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_001, 1_500})
  void an_empty_list_and_one_that_is_too_long_are_refused_as_a_whole(int count) {
    JsonNode answer = function.invoke(list(count));

    assertThat(function.queue.messages()).isEmpty();
    assertThat(answer)
        .hasToString(
            """
            {"version":1,"accepted":[],"known":[],"errors":[{"field":"request",\
            "problem":"must hold 1 to 1000 refreshes, not %d"}]}\
            """
                .formatted(count));
  }

  @Test
  void what_the_queue_does_not_take_is_listed_and_the_rest_is_sent() {
    function
        .queue
        .faults()
        .refuse(
            message -> message.body().contains("r-1\""),
            new SendResult.NotSent("InternalError", "try again", false));

    JsonNode answer = function.invoke(list(3));

    assertThat(requestIds(function)).containsExactly("r-0", "r-2");
    assertThat(answer.path("accepted")).hasSize(2);
    assertThat(errors(answer)).containsExactly("1 queue: InternalError: try again");
    assertThat(enqueued()).isEqualTo(2);
    assertThat(function.events)
        .contains(new PipelineEvent.NotEnqueued(1, "queue", "InternalError: try again"));
  }

  @Test
  void a_queue_that_does_not_answer_has_taken_nothing() {
    function.queue.faults().fail(Call.SEND);

    JsonNode answer = function.invoke(list(25));

    assertThat(answer.path("accepted")).isEmpty();
    assertThat(errors(answer)).hasSize(25).allMatch(error -> error.contains(" queue: Service"));
    assertThat(enqueued()).isZero();
    assertThat(notEnqueued()).isEqualTo(25);
  }

  private long enqueued() {
    return function.events.stream().filter(PipelineEvent.Enqueued.class::isInstance).count();
  }

  private long notEnqueued() {
    return function.events.stream().filter(PipelineEvent.NotEnqueued.class::isInstance).count();
  }
}
