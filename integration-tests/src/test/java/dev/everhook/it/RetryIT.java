package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.it.Receiver.Call;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RetryIT {
  private static final String NO_SLOTS = "ScheduleState=DISABLED";

  @Test
  void a_waiting_retry_still_waits_after_a_restart(@TempDir Path data) throws Exception {
    String patient = "RetryBaseDelay=600";
    try (Receiver receiver = Receiver.start()) {
      receiver.answers(call -> 503);
      try (Everhook run = Everhook.up(data, receiver.parameter(), NO_SLOTS, patient)) {
        run.command("enqueue", "--request-id", "waits");
        run.awaitEvent("attempt", event -> event.path("outcome").asText().equals("retry"));
        run.killHard();
      }
      try (Everhook run = Everhook.up(data, receiver.parameter(), NO_SLOTS, patient)) {
        run.command("enqueue", "--request-id", "marker");
        receiver.await("the marker", all -> all.stream().anyMatch(call -> call.attempt() == 1));
        assertThat(receiver.calls()).extracting(Call::attempt).containsOnly(1);
      }
    }
  }
}
