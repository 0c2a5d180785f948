package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
