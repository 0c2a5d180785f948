package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.everhook.core.AwsClients;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Dead letters, and what an operator does with them. */
class RedriveIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NO_SLOTS = "ScheduleState=DISABLED";

  /** The ways of putting dead letters back. */
  enum Way {
    /** Ours. */
    REDRIVE {
      @Override
      void putBack(Everhook run) throws Exception {
        assertThat(run.command("dlq", "redrive", "--yes").status()).isZero();
      }
    },
    /** SQS's own, which the button in its console starts too. */
    MOVE_TASK {
      @Override
      void putBack(Everhook run) {
        try (SqsClient sqs = AwsClients.sqs(run.endpoint("sqs"))) {
          sqs.startMessageMoveTask(
              task ->
                  task.sourceArn(arn(run, "deadLetterQueue"))
                      .destinationArn(arn(run, "refreshQueue")));
        }
      }
    },
    /** Out of the queue for a while, and then back. */
    RESTORE {
      @Override
      void putBack(Everhook run) throws Exception {
        JsonNode archived = JSON.readTree(run.command("dlq", "archive", "--json").out());
        assertThat(archived.path("archived").asInt()).isEqualTo(1);
        assertThat(run.command("dlq", "list").out()).contains("No dead letters");
        String name = archived.path("archive").asText();
        assertThat(run.command("dlq", "restore", name).status()).isZero();
      }
    };

    abstract void putBack(Everhook run) throws Exception;

    static String arn(Everhook run, String queue) {
      String path = run.endpoint(queue).getPath();
      return "arn:aws:sqs:us-east-1:000000000000:" + path.substring(path.lastIndexOf('/') + 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void however_a_letter_is_put_back_the_worker_takes_it_as_a_redrive(Way way, @TempDir Path data)
      throws Exception {
    try (Receiver receiver = Receiver.start();
        Everhook run = Everhook.up(data, receiver.parameter(), NO_SLOTS)) {
      receiver.answers(call -> 400);
      run.command("enqueue", "--request-id", "r-1");
      run.awaitEvent("dead letter", event -> true);
      receiver.answers(call -> 200);

      way.putBack(run);

      run.awaitEvent("attempt", event -> event.path("outcome").asText().equals("delivered"));
      assertThat(receiver.keys()).hasSize(1);
      assertThat(receiver.calls()).hasSize(2);
      assertThat(run.events("duplicate")).isEmpty();
      JsonNode delivery = deliveries(run).path("deliveries").get(0);
      assertThat(delivery.path("state").asText()).isEqualTo("delivered");
      assertThat(delivery.path("round").asInt()).as("a redrive opens a round").isEqualTo(2);
    }
  }

  @Test
  void a_canary_that_is_refused_stops_the_redrive_and_one_that_is_delivered_goes_before_the_rest(
      @TempDir Path data) throws Exception {
    try (Receiver receiver = Receiver.start();
        Everhook run = Everhook.up(data, receiver.parameter(), NO_SLOTS)) {
      receiver.answers(call -> 400);
      for (String id : List.of("a", "b", "c")) {
        run.command("enqueue", "--request-id", id);
      }
      Everhook.awaitThat("three dead letters", () -> run.events("dead letter").size() == 3);

      Everhook.Ended stopped = run.command("dlq", "redrive", "--canary", "--yes");
      assertThat(stopped.status()).as(stopped.toString()).isEqualTo(1);
      assertThat(receiver.calls()).hasSize(4);

      receiver.answers(call -> 200);
      Everhook.Ended done = run.command("dlq", "redrive", "--canary", "--yes");
      assertThat(done.status()).as(done.toString()).isZero();
      receiver.await("all of them", all -> all.size() == 7);
      assertThat(run.command("dlq", "list").out()).contains("No dead letters");
    }
  }

  @Test
  void a_plan_says_what_a_redrive_would_do_and_changes_nothing(@TempDir Path data)
      throws Exception {
    try (Receiver receiver = Receiver.start();
        Everhook run = Everhook.up(data, receiver.parameter(), NO_SLOTS)) {
      receiver.answers(call -> call.body().contains("422") ? 422 : 400);
      run.command("enqueue", "--payload", "400");
      run.command("enqueue", "--payload", "422");
      Everhook.awaitThat("two dead letters", () -> run.events("dead letter").size() == 2);

      for (int i = 0; i < 2; i++) {
        JsonNode plan =
            JSON.readTree(run.command("dlq", "plan", "--status", "422", "--json").out());
        assertThat(plan.path("total").asInt()).isEqualTo(2);
        assertThat(plan.path("matched").asInt()).isEqualTo(1);
        assertThat(plan.path("groups").get(0).path("status").asInt()).isEqualTo(422);
      }
      receiver.answers(call -> 200);
      run.command("dlq", "redrive", "--status", "422", "--yes");
      receiver.await("the one that was asked for", all -> all.size() == 3);
      assertThat(receiver.calls().getLast().body()).isEqualTo("422");
      assertThat(run.command("dlq", "list").out()).contains("400").doesNotContain("422");
    }
  }

  private static JsonNode deliveries(Everhook run) throws Exception {
    return JSON.readTree(run.command("deliveries", "--json").out());
  }
}
