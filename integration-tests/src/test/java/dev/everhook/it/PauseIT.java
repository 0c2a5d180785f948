package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PauseIT {
  @Test
  void what_comes_while_it_is_paused_waits_over_a_restart_until_it_is_resumed(@TempDir Path data)
      throws Exception {
    try (Receiver receiver = Receiver.start()) {
      String[] parameters = {receiver.parameter(), "ScheduleState=DISABLED"};
      try (Everhook run = Everhook.up(data, parameters)) {
        assertThat(run.command("pause").status()).isZero();
        run.command("enqueue", "--request-id", "waits");
        assertThat(run.command("status").out()).contains("paused");
        run.killHard();
      }
      try (Everhook run = Everhook.up(data, parameters)) {
        assertThat(run.command("status").out()).contains("paused");
        assertThat(receiver.calls()).isEmpty();

        assertThat(run.command("resume").status()).isZero();

        assertThat(receiver.await("the call", all -> !all.isEmpty())).hasSize(1);
        assertThat(run.command("status").out()).doesNotContain("paused");
      }
    }
  }
}
