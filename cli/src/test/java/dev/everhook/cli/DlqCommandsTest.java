package dev.everhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DlqCommandsTest {
  private static final String LETTERS =
      """
      {"version":1,"action":"list","total":3,"letters":[
       {"messageId":"9b2f5a3d-0000-4000-8000-000000000001",
        "key":"51f05ccd-3ab5-5a3d-9d3c-0f3f0d3c7a11","reason":"rejected","status":400,"death":1,
        "generation":0,"attempts":1,"firstAttempt":"2026-11-24T09:00:02Z",
        "lastAttempt":"2026-11-24T09:00:02Z","sentAt":"2026-11-24T09:00:03Z","trigger":"manual",
        "requestId":"import-7","requestedBy":"ops","body":"{\\"version\\":1}",
        "attributes":{"death":"1","reason":"rejected"}}]}
      """;

  @TempDir private Path data;
  private CannedLambda lambda;

  @BeforeEach
  void start() throws Exception {
    lambda = CannedLambda.start(data);
  }

  @AfterEach
  void end() throws Exception {
    lambda.close();
  }

  @Test
  void a_list_says_how_many_there_are_besides() {
    lambda.answers("list", LETTERS);

    assertThat(Command.on(data).run("dlq", "list").out())
        .isEqualTo(
            """
            KEY                                   REASON    STATUS OR ERROR    DEAD FOR
            51f05ccd-3ab5-5a3d-9d3c-0f3f0d3c7a11  rejected  400              2 h 59 min
            1 of 3.
            """);
  }

  @Test
  void a_letter_is_shown_with_body_attributes_and_what_the_ledger_knows() {
    lambda.answers(
        "list",
        request -> request.path("filter").has("keys") ? "{\"total\":3,\"letters\":[]}" : LETTERS);
    lambda.answers("deliveries", Examples.deliveries(Examples.DELIVERED));
    var ended = Command.on(data).run("dlq", "show", "9b2f5a3d-0000-4000-8000-000000000001");

    assertThat(ended.out())
        .contains("died of       rejected 400")
        .contains("attribute     death = 1")
        .contains("body          {\"version\":1}")
        .contains("ledger says   delivered")
        .contains("round 2");
    assertThat(lambda.requests("list").getLast().path("withBody").asBoolean()).isTrue();
  }

  @Test
  void the_first_digits_of_a_letters_key_will_do() {
    lambda.answers("list", LETTERS);
    lambda.answers("deliveries", Examples.deliveries());

    assertThat(Command.on(data).run("dlq", "show", "51f0").out())
        .contains("import-7", "The ledger knows nothing of it.");
    assertThat(Command.on(data).run("dlq", "show", "77").status()).isEqualTo(2);
  }

  @Test
  void an_archive_is_named_with_the_command_that_puts_it_back() {
    lambda.answers(
        "archive",
        """
        {"version":1,"action":"archive","operationId":"op-1","archived":38,"undeleted":0,
         "remaining":0,"stopped":"done","archive":"2026-11-24-51f0",
         "location":"s3://bucket/2026-11-24-51f0","problems":[]}
        """);
    var ended = Command.on(data).run("dlq", "archive", "--reason", "malformed");

    assertThat(ended.status()).isZero();
    assertThat(ended.out())
        .startsWith(
            """
            Archived 38 dead letters; 0 in the queue.
            They are in s3://bucket/2026-11-24-51f0
            Back with them: everhook dlq restore 2026-11-24-51f0 --data\
            """);
    assertThat(lambda.requests("archive").getFirst().path("requestedBy").asText())
        .isEqualTo(System.getProperty("user.name"));
  }

  @Test
  void a_restore_that_fails_in_part_is_not_done() {
    lambda.answers(
        "restore",
        """
        {"version":1,"action":"restore","operationId":"op-1","restored":36,"failed":2,
         "stopped":"done","problems":["2 were not taken"]}
        """);
    var ended = Command.on(data).run("dlq", "restore", "a-1", "--to", "dead-letters");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.out()).isEqualTo("Restored 36; 2 failed.\nProblem: 2 were not taken\n");
    assertThat(lambda.requests("restore").getFirst().path("to").asText()).isEqualTo("dead-letters");
  }

  @Test
  void a_sweep_says_what_was_overdue() {
    lambda.answers(
        "sweep",
        """
        {"version":1,"action":"sweep","overdue":2,"swept":2,"oldest":"2026-11-24T03:00:00Z",
         "problems":[]}
        """);
    assertThat(Command.on(data).run("dlq", "sweep").out())
        .isEqualTo("2 overdue, the oldest since 2026-11-24T03:00:00Z; 2 sent again.\n");
  }
}
