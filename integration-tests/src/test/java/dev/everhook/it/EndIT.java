package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class EndIT {
  @Test
  void the_call_in_flight_is_finished_before_a_clean_end(@TempDir Path data) throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Receiver receiver = Receiver.start();
        Everhook run = Everhook.up(data, receiver.parameter(), "ScheduleState=DISABLED")) {
      receiver.answers(
          call -> {
            arrived.countDown();
            await(release);
            return 200;
          });
      run.command("enqueue", "--request-id", "in-flight");
      await(arrived);
      run.interrupt();
      release.countDown();

      assertThat(run.awaitEnd()).isZero();
      assertThat(run.events("attempt"))
          .anySatisfy(event -> assertThat(event.path("outcome").asText()).isEqualTo("delivered"));
    }
  }

  @Test
  void what_is_done_beside_a_call_that_hangs_is_not_called_again_after_the_end(@TempDir Path folder)
      throws Exception {
    Path data = folder.resolve("data");
    Path file =
        Files.writeString(
            folder.resolve("requests.jsonl"),
            """
            {"requestId":"done","payload":"done"}
            {"requestId":"hangs","payload":"hangs"}
            """);
    String[] settings = {"ScheduleState=DISABLED", "WebhookTimeout=10", "RetryBaseDelay=1"};
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Receiver receiver = Receiver.start()) {
      receiver.answers(
          call -> {
            if (call.body().contains("hangs")) {
              hanging.countDown();
              await(release);
            }
            return 200;
          });
      try (Everhook run = Everhook.up(data, settings(receiver, settings))) {
        run.command("enqueue", "--file", file.toString());
        await(hanging);
        run.awaitEvent("attempt", event -> event.path("outcome").asText().equals("delivered"));
        run.interrupt();
        assertThat(run.awaitEnd()).isZero();
      }
      release.countDown();
      try (Everhook run = Everhook.up(data, settings(receiver, settings))) {
        run.awaitEvent("attempt", event -> event.path("outcome").asText().equals("delivered"));
        assertThat(receiver.calls())
            .filteredOn(call -> call.body().contains("done"))
            .as("calls of what was done")
            .hasSize(1);
      }
    }
  }

  private static String[] settings(Receiver receiver, String... others) {
    return Stream.concat(Stream.of(receiver.parameter()), Stream.of(others)).toArray(String[]::new);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
