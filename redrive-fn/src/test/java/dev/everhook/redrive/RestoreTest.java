package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.InMemoryQueue.Stored;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.QueueFaults.Call;
import dev.everhook.core.ledger.Claim;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestoreTest {
  private static final String ARCHIVE = "{\"action\":\"archive\",\"operationId\":\"a-1\"}";
  private static final String RESTORE =
      "{\"action\":\"restore\",\"archive\":\"a-1\",\"operationId\":\"o-1\"}";
  private static final String TO_DEAD_LETTERS = RESTORE.replace("}", ",\"to\":\"dead-letters\"}");
  private static final String BODY = RedriveFunction.body("r-0");

  private final RedriveFunction function = new RedriveFunction();

  private static List<OutgoingMessage> contents(List<Stored> messages) {
    return messages.stream()
        .map(message -> new OutgoingMessage(message.body(), message.attributes()))
        .toList();
  }

  @Test
  void a_restored_letter_is_a_redrive_to_the_worker_and_not_a_duplicate() {
    function.withDead("r-0");
    List<OutgoingMessage> dead = contents(function.deadLetters.messages());
    function.invoke(ARCHIVE);

    assertThat(function.invoke(RESTORE))
        .hasToString(
            """
            {"version":1,"action":"restore","operationId":"o-1","restored":1,"settled":0,\
            "failed":0,"stopped":"done","problems":[]}\
            """);
    assertThat(contents(function.refreshQueue.messages())).isEqualTo(dead);
    assertThat(function.worker.claim(function.refreshQueue.messages().getFirst()))
        .isInstanceOf(Claim.Granted.class);
  }

  @Test
  void an_archive_goes_back_to_the_dead_letter_queue_as_it_was() {
    function.withDeadLetters(25).withMalformed(2);
    List<OutgoingMessage> dead = contents(function.deadLetters.messages());
    function.invoke(ARCHIVE);

    JsonNode answer = function.invoke(TO_DEAD_LETTERS);

    assertThat(answer.path("restored").intValue()).isEqualTo(27);
    assertThat(contents(function.deadLetters.messages())).containsExactlyInAnyOrderElementsOf(dead);
    assertThat(function.refreshQueue.messages()).isEmpty();
  }

  @Test
  void what_the_queue_moved_is_given_a_death_on_its_way_out_of_the_archive_too() {
    DeathNotice notice = function.worker.die(BODY, Map.of());
    function.worker.take(BODY, notice.attributes());
    function.clock.advance(Worker.LEASE);
    function.deadLetters.move(new OutgoingMessage(BODY, notice.attributes()));
    function.invoke(ARCHIVE);

    function.invoke(RESTORE);

    assertThat(function.refreshQueue.messages().getFirst().attributes())
        .containsEntry("death", "2")
        .containsEntry("reason", "crashed");
  }

  @Test
  void what_the_scheduler_could_not_send_goes_out_without_attributes() {
    function.scheduler.send(new OutgoingMessage(BODY, Map.of("ERROR_CODE", "AccessDenied")));
    function.invoke(ARCHIVE.replace("}", ",\"source\":\"scheduler\"}"));

    function.invoke(RESTORE);
    function.invoke(TO_DEAD_LETTERS.replace("o-1", "o-2"));

    assertThat(function.refreshQueue.messages().getFirst().attributes()).isEmpty();
    assertThat(function.deadLetters.messages().getFirst().attributes())
        .containsEntry("reason", "unsent")
        .containsEntry("errorCode", "accessdenied");
  }

  @Test
  void what_is_delivered_or_can_never_be_is_not_sent() {
    function.withDeadLetters(2).withMalformed(1);
    function.withNotAfter("r-9", function.clock.instant().plusSeconds(1));
    function.invoke(ARCHIVE);
    function.worker.deliver(function.worker.take(BODY, Map.of()));
    function.clock.advance(Duration.ofMinutes(1));

    JsonNode answer = function.invoke(RESTORE);

    assertThat(answer.path("restored").intValue()).isEqualTo(1);
    assertThat(answer.path("settled").intValue()).isEqualTo(1);
    assertThat(answer.path("failed").intValue()).isEqualTo(2);
    assertThat(answer.path("problems").toString()).contains("restore to dead-letters");
  }

  @Test
  void many_parts_are_restored_whole_and_each_letter_once() {
    function.withDeadLetters(3_050);
    function.invoke(ARCHIVE);

    JsonNode answer = function.invoke(RESTORE);

    assertThat(answer.path("restored").intValue()).isEqualTo(3_050);
    assertThat(function.refreshQueue.bodies()).hasSize(3_050).doesNotHaveDuplicates();
  }

  @Test
  void a_restore_without_time_says_from_which_part_to_go_on() {
    function.withDeadLetters(10);
    function.invoke(ARCHIVE);

    JsonNode answer = function.invoke(RESTORE, Duration.ofSeconds(15));

    assertThat(answer.path("stopped").textValue()).isEqualTo("deadline");
    assertThat(answer.path("resume"))
        .hasToString(
            "{\"action\":\"restore\",\"archive\":\"a-1\",\"to\":\"refresh-queue\","
                + "\"requestedBy\":\"unknown\"}");
    assertThat(function.invoke(answer.path("resume").toString()).path("restored").intValue())
        .isEqualTo(10);
  }

  @Test
  void it_gives_up_when_nothing_can_be_sent() {
    function.withDeadLetters(100);
    function.invoke(ARCHIVE);
    function.refreshQueue.faults().fail(Call.SEND);

    JsonNode answer = function.invoke(RESTORE);

    assertThat(answer.path("stopped").textValue()).isEqualTo("failing");
    assertThat(answer.path("failed").intValue()).isEqualTo(50);
    assertThat(answer.has("resume")).isTrue();
  }

  @Test
  void a_line_that_is_no_letter_is_named_and_the_others_are_restored() {
    function.withDeadLetters(1);
    function.invoke(ARCHIVE);
    byte[] part = function.archives.parts().get("a-1/part-00001.jsonl");
    String text = new String(part, StandardCharsets.UTF_8);
    function.archives.put(
        "a-1/part-00001.jsonl", ("{\"version\":2}\nx\n" + text).getBytes(StandardCharsets.UTF_8));

    JsonNode answer = function.invoke(RESTORE);

    assertThat(answer.path("restored").intValue()).isEqualTo(1);
    assertThat(answer.path("failed").intValue()).isEqualTo(2);
    assertThat(answer.path("problems").toString())
        .contains("line 1 of a-1/part-00001.jsonl: version: must be 1", "line 2 of");
  }

  @Test
  void an_archive_that_is_not_there_is_an_error() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> function.invoke(RESTORE))
        .withMessage("archive: there is no such part: the archive has 0");
  }
}
