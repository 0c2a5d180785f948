package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.everhook.it.Receiver.Call;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetryIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NO_SLOTS = "ScheduleState=DISABLED";

  @Test
  void an_unavailable_webhook_sees_one_key_in_every_attempt_each_later_than_the_last(
      @TempDir Path data) throws Exception {
    try (Receiver receiver = Receiver.start();
        Everhook run = Everhook.up(data, receiver.parameter(), NO_SLOTS, "RetryBaseDelay=1")) {
      receiver.answers(call -> call.attempt() < 3 ? 503 : 200);

      assertThat(run.command("enqueue", "--payload", "{\"n\": 1.0}").status()).isZero();
      List<Call> calls = receiver.await("three attempts", all -> all.size() == 3);

      assertThat(calls).extracting(Call::key).containsOnly(calls.getFirst().key());
      assertThat(calls).extracting(Call::attempt).containsExactly(1, 2, 3);
      assertThat(calls).extracting(Call::body).containsOnly("{\"n\": 1.0}");
      assertThat(seconds(calls.get(0), calls.get(1))).isGreaterThan(0.8);
      assertThat(seconds(calls.get(1), calls.get(2))).isGreaterThan(3.2);
      run.awaitEvent("attempt", event -> event.path("outcome").asText().equals("delivered"));
    }
  }

  @Test
  void a_rejected_refresh_is_a_dead_letter_with_its_diagnosis_and_comes_back_with_its_key(
      @TempDir Path data) throws Exception {
    try (Receiver receiver = Receiver.start();
        Everhook run = Everhook.up(data, receiver.parameter(), NO_SLOTS)) {
      receiver.answers(call -> 400);
      run.command("enqueue", "--request-id", "r-1");
      String key = receiver.await("the call", all -> !all.isEmpty()).getFirst().key();
      run.awaitEvent("dead letter", event -> true);

      assertThat(run.command("dlq", "list").out()).contains(key, "rejected", "400");
      JsonNode letters = JSON.readTree(run.command("dlq", "list", "--json").out());
      assertThat(letters.path("total").asInt()).isEqualTo(1);
      assertThat(letters.path("letters").get(0).path("requestId").asText()).isEqualTo("r-1");

      receiver.answers(call -> 200);
      assertThat(run.command("dlq", "redrive", "--yes").out())
          .contains("Put back 1 dead letter; 0 in");
      List<Call> calls = receiver.await("the redriven call", all -> all.size() == 2);
      assertThat(calls).extracting(Call::key).containsOnly(key);
      run.awaitEvent("attempt", event -> event.path("outcome").asText().equals("delivered"));
      assertThat(run.command("dlq", "list").out()).contains("No dead letters");
    }
  }

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

  private static double seconds(Call from, Call to) {
    return (to.nanos() - from.nanos()) / 1e9;
  }
}
