package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.Payload;
import dev.everhook.core.QueueDepth;
import dev.everhook.core.QueueFaults.Call;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  private static final String ARCHIVE =
      "{\"action\":\"archive\",\"operationId\":\"a-1\",\"requestedBy\":\"ada\"}";

  private final RedriveFunction function = new RedriveFunction();

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (byte[] part : function.archives.parts().values()) {
      lines.addAll(new String(part, StandardCharsets.UTF_8).lines().toList());
    }
    return lines;
  }

  @Test
  void letters_are_written_as_json_lines_and_deleted_malformed_ones_too() {
    function.withDeadLetters(1).withMalformed(1);

    assertThat(function.invoke(ARCHIVE))
        .hasToString(
            """
            {"version":1,"action":"archive","operationId":"a-1","archived":2,"newer":0,\
            "failed":0,"undeleted":0,"remaining":0,"stopped":"done","archive":"a-1","location":"memory:a-1",\
            "problems":[]}\
            """);
    assertThat(function.archives.parts()).containsOnlyKeys("a-1/part-00001.jsonl");
    assertThat(lines().getLast())
        .isEqualTo(
            """
            {"version":1,"messageId":"dead-2","sentAt":"2026-03-01T12:00:00Z","body":"hello 0",\
            "attributes":{"death":"1","reason":"malformed"}}\
            """);
    assertThat(lines().getFirst()).contains("\"messageId\":\"dead-1\"", "\"status\":\"400\"");
    assertThat(function.deadLetters.messages()).isEmpty();
    assertThat(function.events).hasSize(1);
  }

  @Test
  void a_large_archive_has_parts_of_a_thousand_letters() {
    function.withDeadLetters(2_100);

    JsonNode answer = function.invoke(ARCHIVE);

    assertThat(answer.path("archived").intValue()).isEqualTo(2_100);
    assertThat(function.archives.parts())
        .containsOnlyKeys("a-1/part-00001.jsonl", "a-1/part-00002.jsonl", "a-1/part-00003.jsonl");
    assertThat(lines()).hasSize(2_100).doesNotHaveDuplicates();
  }

  @Test
  void a_part_is_never_much_larger_than_eight_mebibytes() {
    String reason = "x".repeat(1_000);
    for (int i = 0; i < 60; i++) {
      var request =
          new RefreshRequest.Manual(
              "r-" + i, "ada", reason, new Payload("\"" + "y".repeat(190_000) + "\""), null);
      function.deadLetters.send(new OutgoingMessage(RefreshRequestJson.write(request)));
    }

    function.invoke(ARCHIVE);

    assertThat(function.archives.parts()).hasSize(2);
    assertThat(function.archives.parts().values())
        .allSatisfy(part -> assertThat(part.length).isLessThan(8 * 1024 * 1024 + 1));
    assertThat(lines()).hasSize(60);
  }

  @Test
  void what_is_not_read_back_as_it_was_written_is_not_deleted() {
    function.withDeadLetters(3);
    function.archives.corrupting(true);

    JsonNode answer = function.invoke(ARCHIVE);

    assertThat(answer.path("archived").intValue()).isZero();
    assertThat(answer.path("failed").intValue()).isEqualTo(3);
    assertThat(answer.path("problems").toString()).contains("it is not what was written");
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(3, 0, 0));
  }

  @Test
  void a_store_that_does_not_answer_is_told_and_nothing_is_deleted() {
    function.withDeadLetters(3);
    function.archives.down(true);

    JsonNode answer = function.invoke(ARCHIVE);

    assertThat(answer.path("stopped").textValue()).isEqualTo("failing");
    assertThat(answer.path("problems").toString()).contains("Could not list a-1/: down");
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(3, 0, 0));
  }

  @Test
  void an_archive_that_begins_again_adds_parts_and_overwrites_none() {
    function.archives.put("a-1/part-00007.jsonl", "kept\n".getBytes(StandardCharsets.UTF_8));
    function.withDeadLetters(1);

    function.invoke(ARCHIVE);

    assertThat(function.archives.parts())
        .containsOnlyKeys("a-1/part-00007.jsonl", "a-1/part-00008.jsonl");
    assertThat(lines().getFirst()).isEqualTo("kept");
  }

  @Test
  void the_limit_is_exact_and_the_rest_is_named() {
    function.withDeadLetters(150);

    JsonNode answer = function.invoke(ARCHIVE.replace("}", ",\"limit\":95}"));

    assertThat(answer.path("archived").intValue()).isEqualTo(95);
    assertThat(answer.path("stopped").textValue()).isEqualTo("limit");
    assertThat(answer.path("resume"))
        .hasToString(
            "{\"action\":\"archive\",\"source\":\"dead-letters\",\"limit\":95,"
                + "\"deadBy\":\"2026-03-01T12:00:00Z\",\"requestedBy\":\"ada\"}");
    assertThat(lines()).hasSize(95);
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(55, 0, 0));
  }

  @Test
  void what_is_archived_and_not_deleted_is_told() {
    function.withDeadLetters(3);
    function.deadLetters.faults().doNotDelete(letter -> letter.id().equals("dead-2"));

    JsonNode answer = function.invoke(ARCHIVE);

    assertThat(answer.path("archived").intValue()).isEqualTo(3);
    assertThat(answer.path("undeleted").intValue()).isEqualTo(1);
    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(1, 0, 0));
  }

  @Test
  void what_the_scheduler_could_not_send_says_where_it_comes_from() {
    function.scheduler.send(
        new OutgoingMessage(RedriveFunction.body("r-0"), Map.of("ERROR_CODE", "AccessDenied")));

    function.invoke(ARCHIVE.replace("}", ",\"source\":\"scheduler\"}"));

    assertThat(lines().getFirst())
        .contains("\"source\":\"scheduler\"", "\"ERROR_CODE\":\"AccessDenied\"");
    assertThat(function.scheduler.messages()).isEmpty();
  }

  @Test
  void letters_are_visible_again_when_the_queue_fails_on_the_way() {
    function.withDeadLetters(3);
    function.deadLetters.faults().fail(Call.DELETE);

    function.invoke(ARCHIVE);

    assertThat(function.deadLetters.depth()).isEqualTo(new QueueDepth(3, 0, 0));
  }

  @Test
  void without_a_store_there_is_nowhere_to_archive_to() {
    function.withDeadLetters(1);
    function.with(RedriveFunction::withoutArchives);

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> function.invoke(ARCHIVE))
        .withMessage("action: there is nowhere to archive to: set a bucket");
    assertThat(function.operations.recentOperations(1)).isEmpty();
  }
}
