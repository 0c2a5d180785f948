package dev.everhook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everhook.embedded.Colours;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

class OperationTest {
  @TempDir private Path data;
  private final PrintWriter nowhere = new PrintWriter(new StringWriter());
  private final Output output = new Output(nowhere, nowhere, new Colours(Ansi.OFF), false);
  private final Surroundings surroundings =
      new Surroundings(false, question -> null, InstantSource.system(), duration -> {});
  private CannedLambda lambda;
  private Deployment deployment;

  @BeforeEach
  void start() throws Exception {
    lambda = CannedLambda.start(data);
    deployment = EmbeddedDeployment.open(data);
  }

  @AfterEach
  void end() throws Exception {
    deployment.close();
    lambda.close();
  }

  @Test
  void ctrl_c_asks_the_running_operation_to_stop_and_waits_for_what_it_did() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CompletableFuture<String> answer = new CompletableFuture<>();
    lambda.answers(
        "redrive",
        request -> {
          began.countDown();
          return answer.join();
        });
    lambda.answers(
        "stop",
        request -> {
          answer.complete(Examples.moved(5, 33, "asked", ",\"resume\":{\"action\":\"redrive\"}"));
          return "{\"asked\":true}";
        });
    Operation operation = new Operation(deployment, surroundings, output);
    Thread ctrlC =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    began.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  operation.askToStop();
                });
    operation.run(Requests.action("redrive"), "moved", 38);
    ctrlC.join();

    assertThat(operation.totals().done()).isEqualTo(5);
    assertThat(operation.totals().isAll()).isFalse();
    assertThat(lambda.requests("redrive")).as("nothing more begins").hasSize(1);
    assertThat(lambda.requests("stop").getFirst().path("operationId"))
        .isEqualTo(lambda.requests("redrive").getFirst().path("operationId"));
  }

  @Test
  void where_the_connection_breaks_the_operations_record_says_what_came_of_it() throws Exception {
    lambda.answers(
        "redrive",
        request -> {
          throw new IllegalStateException("the connection breaks");
        });
    lambda.answers(
        "operation",
        request ->
            """
            {"version":1,"action":"operation","operationId":"x","state":"%s","progress":{},
             "startedAt":"2026-11-24T10:59:00Z"%s}
            """
                .formatted(
                    lambda.requests("operation").size() < 3 ? "running" : "ended",
                    ",\"answer\":" + Examples.moved(38, 0, "done", "")));
    Operation operation = new Operation(deployment, surroundings, output);
    operation.run(Requests.action("redrive"), "moved", 38);

    assertThat(operation.totals().done()).isEqualTo(38);
    assertThat(lambda.requests("redrive")).as("never repeated by itself").hasSize(1);
  }

  @Test
  void where_nobody_knows_what_came_of_it_the_operation_is_named() {
    lambda.answers(
        "redrive",
        request -> {
          throw new IllegalStateException("the connection breaks");
        });
    lambda.answers(
        "operation", "{\"action\":\"operation\",\"operationId\":\"x\",\"state\":\"died\"}");
    Operation operation = new Operation(deployment, surroundings, output);

    assertThatThrownBy(() -> operation.run(Requests.action("redrive"), "moved", 38))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its record says: died")
        .hasMessageContaining(lambda.requests("redrive").getFirst().path("operationId").asText());
  }
}
