package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.InMemoryQueue.Stored;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.QueueDepth;
import dev.everhook.core.QueueException;
import dev.everhook.core.QueueFaults.Call;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SettableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterListTest {
  private static final String LIST = "{\"action\":\"list\"}";

  private final RedriveFunction function = new RedriveFunction();

  private static List<Stored> withoutReceives(List<Stored> messages) {
    return messages.stream()
        .map(
            message ->
                new Stored(
                    message.id(),
                    message.body(),
                    message.attributes(),
                    message.sentAt(),
                    0,
                    null,
                    message.visibleAt(),
                    null,
                    message.movedByQueue()))
        .toList();
  }

  @Test
  void a_list_changes_nothing_and_leaves_every_letter_visible() {
    function.withDeadLetters(35).withMalformed(5);
    List<Stored> before = function.deadLetters.messages();

    JsonNode answer = function.invoke(LIST);

    assertThat(answer.path("total").intValue()).isEqualTo(40);
    assertThat(answer.path("letters")).hasSize(40);
    assertThat(withoutReceives(function.deadLetters.messages())).isEqualTo(before);
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(40, 0, 0));
    assertThat(function.refreshQueue.messages()).isEmpty();
    assertThat(function.events).isEmpty();
  }

  @Test
  void a_letter_of_a_manual_request_is_shown_with_its_diagnosis() {
    function.withDeadLetters(1);

    assertThat(function.invoke(LIST))
        .hasToString(
            """
            {"version":1,"action":"list","total":1,"read":1,"complete":true,"letters":[{"messageId":"dead-1","key":"%s",\
            "reason":"rejected","status":400,"death":1,"generation":0,"attempts":1,\
            "firstAttempt":"2026-03-01T12:00:00Z","sentAt":"2026-03-01T12:00:00Z",\
            "trigger":"manual","requestId":"r-0","requestedBy":"ada"}]}\
            """
                .formatted(RedriveFunction.notice("r-0").key()));
  }

  @Test
  void a_letter_of_a_slot_is_shown_with_the_slot() {
    var at = SettableClock.START;
    var request = new RefreshRequest.Scheduled("arn:aws:scheduler:a:1:schedule/g/s", at);
    var notice =
        new DeathNotice(
            request.key(0), 0, 2, DeadLetterReason.EXHAUSTED, null, "timeout", 8, at, at);
    function.deadLetters.send(
        new OutgoingMessage(RefreshRequestJson.write(request), notice.attributes()));

    assertThat(function.invoke(LIST).path("letters").path(0))
        .hasToString(
            """
            {"messageId":"dead-1","key":"%s","reason":"exhausted","errorCode":"timeout","death":2,\
            "generation":0,"attempts":8,"firstAttempt":"2026-03-01T12:00:00Z","lastAttempt":"2026-03-01T12:00:00Z",\
            "sentAt":"2026-03-01T12:00:00Z","trigger":"schedule","slot":"2026-03-01T12:00:00Z"}\
            """
                .formatted(request.key(0)));
  }

  @Test
  void what_is_no_request_and_what_the_queue_moved_are_shown_too() {
    function.deadLetters.send(new OutgoingMessage("hello"));
    function.deadLetters.send(new OutgoingMessage(RedriveFunction.body("r-0")));

    JsonNode letters = function.invoke(LIST).path("letters");

    assertThat(letters.path(0))
        .hasToString(
            """
            {"messageId":"dead-1","reason":"malformed","death":0,"generation":0,"attempts":0,\
            "sentAt":"2026-03-01T12:00:00Z"}\
            """);
    assertThat(letters.path(1).path("reason").textValue()).isEqualTo("crashed");
    assertThat(letters.path(1).path("requestId").textValue()).isEqualTo("r-0");
  }

  @Test
  void no_more_than_the_limit_is_shown_and_all_are_counted() {
    function.withDeadLetters(25);

    JsonNode answer = function.invoke("{\"action\":\"list\",\"limit\":12}");

    assertThat(answer.path("letters")).hasSize(12);
    assertThat(answer.path("total").intValue()).isEqualTo(25);
    assertThat(function.deadLetters.depth().visible()).isEqualTo(25);
  }

  @Test
  void a_large_queue_is_shown_whole_and_each_letter_once() {
    function.withDeadLetters(2_500);

    JsonNode letters = function.invoke("{\"action\":\"list\",\"limit\":10000}").path("letters");

    assertThat(letters.valueStream().map(letter -> letter.path("messageId").textValue()))
        .hasSize(2_500)
        .doesNotHaveDuplicates();
  }

  @Test
  void a_letter_that_becomes_visible_on_the_way_is_shown_once() {
    function.withDeadLetters(25);
    var running = function.clock;

    JsonNode letters =
        function
            .invoke(
                LIST,
                () -> {
                  // Slow enough for the letters' time to end on the way.
                  running.advance(Duration.ofSeconds(31));
                  return running.instant();
                },
                Duration.ofMinutes(14))
            .path("letters");

    assertThat(letters.valueStream().map(letter -> letter.path("messageId").textValue()))
        .doesNotHaveDuplicates();
  }

  @Test
  void letters_are_visible_again_when_the_queue_fails_on_the_way() {
    function.withDeadLetters(5);
    function.deadLetters.faults().fail(Call.DEPTH);

    assertThatExceptionOfType(QueueException.class).isThrownBy(() -> function.invoke(LIST));

    function.deadLetters.faults().mend();
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(5, 0, 0));
  }

  @Test
  void an_empty_queue_is_an_empty_list() {
    assertThat(function.invoke(LIST))
        .hasToString(
            "{\"version\":1,\"action\":\"list\",\"total\":0,\"read\":0,\"complete\":true,"
                + "\"letters\":[]}");
  }
}
