package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.AwsClients;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.sqs.SqsClient;

@Execution(ExecutionMode.CONCURRENT)
class MoveTaskIT {
  /** The button in the queue's console starts one too. */
  @Test
  void what_sqs_itself_moves_back_the_worker_takes_as_a_redrive(@TempDir Path data)
      throws Exception {
    try (Receiver receiver = Receiver.start();
        Everhook run = Everhook.up(data, receiver.parameter(), "ScheduleState=DISABLED");
        SqsClient sqs = AwsClients.sqs(run.endpoint("sqs"))) {
      receiver.answers(call -> 400);
      run.command("enqueue", "--request-id", "r-1");
      run.awaitEvent("dead letter", event -> true);
      receiver.answers(call -> 200);

      sqs.startMessageMoveTask(
          task ->
              task.sourceArn(arn(run, "deadLetterQueue")).destinationArn(arn(run, "refreshQueue")));

      run.awaitEvent("attempt", event -> event.path("outcome").asText().equals("delivered"));
      assertThat(receiver.keys()).hasSize(1);
      assertThat(receiver.calls()).hasSize(2);
      assertThat(run.events("duplicate")).isEmpty();
      JsonNode delivery = run.operator().ask("deliveries").path("deliveries").get(0);
      assertThat(delivery.path("state").asText()).isEqualTo("delivered");
      assertThat(delivery.path("round").asInt()).as("a redrive opens a round").isEqualTo(2);
    }
  }

  private static String arn(Everhook run, String queue) {
    String path = run.endpoint(queue).getPath();
    return "arn:aws:sqs:us-east-1:000000000000:" + path.substring(path.lastIndexOf('/') + 1);
  }
}
