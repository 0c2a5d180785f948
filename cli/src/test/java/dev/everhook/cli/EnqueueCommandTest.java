package dev.everhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnqueueCommandTest {
  @TempDir private Path folder;
  private final FakeEnqueue function = new FakeEnqueue(new Random(0));
  private Path data;
  private CannedLambda lambda;

  @BeforeEach
  void start() throws Exception {
    data = folder.resolve("data");
    lambda = CannedLambda.start(data);
    lambda.answers("enqueue", request -> function.apply(request.toString()));
  }

  @AfterEach
  void end() throws Exception {
    lambda.close();
  }

  @Test
  void one_refresh_goes_out_with_its_payload_as_it_was_written() {
    lambda.answers(
        "enqueue",
        "{\"accepted\":[{\"index\":0,\"requestId\":\"r\",\"key\":\"k\",\"messageId\":\"m\"}]}");
    var ended = Command.on(data).run("enqueue", "--request-id", "r", "--payload", "{\"a\":[1]}");

    assertThat(ended.status()).isZero();
    assertThat(ended.out()).isEqualTo("Enqueued r, key k\n");
    JsonNode request = lambda.requests("enqueue").getFirst();
    assertThat(request.path("payload")).hasToString("{\"a\":[1]}");
    assertThat(request.path("requestedBy").asText()).isEqualTo(System.getProperty("user.name"));
  }

  @Test
  void a_file_is_sent_500_lines_a_call_and_bad_lines_are_listed_by_number() throws Exception {
    Path file =
        Files.writeString(folder.resolve("lines"), "{}\n".repeat(1_200) + "\nnot json\n{}\n[]");
    var ended = Command.on(data).run("enqueue", "--file", file.toString());

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.out()).isEqualTo("Enqueued 1201 of 1203.\n");
    assertThat(ended.err())
        .contains("line 1202: request: must be JSON", "line 1204: request: must be a JSON object");
    assertThat(lambda.requests("enqueue")).extracting(JsonNode::size).contains(500, 500);
    assertThat(function.keys()).hasSize(1_201);
  }

  @Test
  void after_a_break_the_same_command_goes_on_and_says_so() throws Exception {
    Path file = Files.writeString(folder.resolve("lines"), "{}\n".repeat(3_000));
    AtomicInteger calls = new AtomicInteger();
    lambda.answers(
        "enqueue",
        request -> {
          String answer = function.apply(request.toString());
          if (calls.incrementAndGet() == 3) {
            throw new IllegalStateException("the answer is lost");
          }
          return answer;
        });
    var broken = Command.on(data).run("enqueue", "--file", file.toString());
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.err()).contains("which may have been sent");
    assertThat(data.resolve("bulk")).isNotEmptyDirectory();

    var second = Command.on(data).run("enqueue", "--file", file.toString());
    assertThat(second.status()).as(second.err()).isZero();
    assertThat(second.err()).contains("An earlier run of this file broke off after line");
    assertThat(function.keys()).hasSize(3_000);
    assertThat(data.resolve("bulk")).isEmptyDirectory();
  }

  @Test
  void a_file_of_bad_lines_alone_is_wrong_input() throws Exception {
    Path file = Files.writeString(folder.resolve("lines"), "x\ny\n");

    assertThat(Command.on(data).run("enqueue", "--file", file.toString()).status()).isEqualTo(2);
    assertThat(lambda.requests("enqueue")).isEmpty();
  }

  @Test
  void a_marker_that_cannot_be_read_is_named() throws Exception {
    Path file = Files.writeString(folder.resolve("lines"), "{}\n");
    Path bulk = Files.createDirectories(data.resolve("bulk"));
    Files.writeString(bulk.resolve(new BulkFile(file).contents().sha256() + ".json"), "{");
    var ended = Command.on(data).run("enqueue", "--file", file.toString());

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("cannot be read", "Delete it");
  }

  @Test
  void json_prints_a_line_for_each_line() throws Exception {
    Path file = Files.writeString(folder.resolve("lines"), "{\"requestId\":\"a\"}\nx\n");
    var ended = Command.on(data).run("enqueue", "--json", "--file", file.toString());

    assertThat(ended.lines()).hasSize(2);
    assertThat(ended.out()).contains("{\"line\":2,\"field\":\"request\"");
  }
}
