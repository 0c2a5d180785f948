package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.it.Receiver.Call;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduledRefreshIT {
  @Test
  void each_slot_arrives_with_the_token_an_empty_body_and_a_key_of_its_own(@TempDir Path data)
      throws Exception {
    try (Receiver receiver = Receiver.start();
        Everhook run =
            Everhook.up(data, receiver.parameter(), "ScheduleExpression=rate(1 second)")) {
      List<Call> calls = receiver.await("three slots", all -> all.size() >= 3);

      assertThat(calls)
          .allSatisfy(
              call -> {
                assertThat(call.method()).isEqualTo("POST");
                assertThat(call.path()).isEqualTo("/functions/v1/refresh-watch");
                assertThat(call.authorization()).isEqualTo("Bearer " + Receiver.TOKEN);
                assertThat(call.trigger()).isEqualTo("schedule");
                assertThat(call.body()).isEmpty();
              });
      assertThat(calls).extracting(Call::key).doesNotHaveDuplicates();
      assertThat(run.events("slot")).hasSizeGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void a_disabled_schedule_sends_nothing_and_refreshes_can_still_be_asked_for(@TempDir Path data)
      throws Exception {
    try (Receiver receiver = Receiver.start();
        Everhook run =
            Everhook.up(
                data,
                receiver.parameter(),
                "ScheduleExpression=rate(1 second)",
                "ScheduleState=DISABLED")) {
      var enqueued = run.command("enqueue", "--reason", "by hand");
      assertThat(enqueued.status()).as("%s", enqueued).isZero();

      List<Call> calls = receiver.await("the refresh", all -> !all.isEmpty());
      assertThat(calls).extracting(Call::trigger).containsOnly("manual");
    }
  }
}
