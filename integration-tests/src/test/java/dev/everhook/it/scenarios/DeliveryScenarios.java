package dev.everhook.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.it.Answer;
import dev.everhook.it.Everhook;
import dev.everhook.it.Receiver;
import dev.everhook.it.Receiver.Call;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** From a slot or a request to its delivery, whatever comes in between. */
abstract class DeliveryScenarios extends ScenarioSteps {

  @Plays(Scenario.SCHEDULED_SLOT)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ)
  void a_slot_is_delivered_with_its_key_the_token_and_an_empty_body() throws Exception {
    String key = backend().slotComes();

    List<Call> calls = backend().receiver().await(key, 1);
    awaitState(key, "delivered");
    assertThat(calls).hasSize(1);
    assertThat(calls.getFirst().method()).isEqualTo("POST");
    assertThat(calls.getFirst().path()).isEqualTo("/functions/v1/refresh-watch");
    assertThat(calls.getFirst().authorization()).isEqualTo("Bearer " + Receiver.TOKEN);
    assertThat(calls.getFirst().trigger()).isEqualTo("schedule");
    assertThat(calls.getFirst().body()).isEmpty();
  }

  @Plays(Scenario.AD_HOC_REFRESH)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ)
  void a_request_is_delivered_once_and_is_known_when_it_is_made_again() throws Exception {
    String key = enqueue("ad-hoc", "{\"n\": 1.0}");

    Call call = backend().receiver().await(key, 1).getFirst();
    assertThat(call.trigger()).isEqualTo("manual");
    assertThat(call.body()).as("the payload, byte by byte").isEqualTo("{\"n\": 1.0}");
    awaitState(key, "delivered");

    JsonNode again = backend().operator().ask("enqueue", "--request-id", requestId("ad-hoc"));
    assertThat(again.path("accepted")).isEmpty();
    assertThat(again.path("known").get(0).path("state").asText()).isEqualTo("delivered");
    assertThat(backend().receiver().calls(key)).hasSize(1);
  }

  @Plays(Scenario.BULK)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ)
  void of_many_lines_each_good_one_is_delivered_and_each_bad_one_is_named(@TempDir Path folder)
      throws Exception {
    List<String> names = IntStream.range(0, 30).mapToObj(i -> "bulk " + i).toList();
    String lines =
        names.stream()
            .map(name -> "{\"requestId\":\"%s\"}".formatted(requestId(name)))
            .collect(Collectors.joining("\n"));
    Path file = Files.writeString(folder.resolve("bulk.jsonl"), lines + "\nnot json\n");

    Everhook.Ended ended = backend().operator().run("enqueue", "--file", file.toString());

    assertThat(ended.status()).as(ended.toString()).isEqualTo(1);
    assertThat(ended.out()).contains("Enqueued 30 of 31.");
    assertThat(ended.err()).contains("line 31: request: must be JSON");
    for (String name : names) {
      assertThat(backend().receiver().await(key(name), 1)).hasSize(1);
    }
  }

  @Plays(Scenario.RETRIED)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ)
  void a_webhook_that_is_unavailable_sees_one_key_in_every_attempt_until_it_accepts()
      throws Exception {
    answers("retried", call -> call.attempt() < 3 ? 503 : 200);
    String key = enqueue("retried", "[1, 2]");

    List<Call> calls = backend().receiver().await(key, 3);
    awaitState(key, "delivered");
    assertThat(calls).extracting(Call::attempt).containsExactly(1, 2, 3);
    assertThat(calls).extracting(Call::body).containsOnly("[1, 2]");
    assertThat(seconds(calls.get(0), calls.get(1))).as("first delay").isGreaterThan(0.8);
    assertThat(seconds(calls.get(1), calls.get(2))).as("second delay").isGreaterThan(1.7);
  }

  @Plays(Scenario.RETRY_AFTER)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ)
  void the_next_attempt_is_not_before_retry_after() throws Exception {
    String key = key("retry-after");
    Answer later = new Answer.Status(429, Map.of("Retry-After", "4"));
    backend().receiver().answers(key, call -> call.attempt() == 1 ? later : Answer.status(200));
    enqueue("retry-after", "1");

    List<Call> calls = backend().receiver().await(key, 2);
    assertThat(seconds(calls.get(0), calls.get(1))).isGreaterThan(3.9);
    awaitState(key, "delivered");
  }

  @Plays(Scenario.UNKNOWN_OUTCOME)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ)
  void after_an_unknown_outcome_the_repeat_waits_for_the_webhooks_timeout_and_has_the_same_key()
      throws Exception {
    String key = key("unknown");
    backend()
        .receiver()
        .answers(key, call -> call.attempt() == 1 ? new Answer.HangUp() : Answer.status(200));
    enqueue("unknown", "1");

    List<Call> calls = backend().receiver().await(key, 2);
    assertThat(seconds(calls.get(0), calls.get(1))).isGreaterThan(Backend.WEBHOOK_TIMEOUT - 0.1);
    JsonNode delivery = awaitState(key, "delivered");
    assertThat(delivery.path("history").get(0).path("outcome").asText()).isEqualTo("unknown");
  }

  @Plays(Scenario.DUPLICATES)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ_WRITE)
  void messages_for_one_request_are_one_delivery() throws Exception {
    RefreshRequest request = request("duplicate");
    OutgoingMessage message = new OutgoingMessage(RefreshRequestJson.write(request));
    String key = request.key(0).toString();
    for (int i = 0; i < 3; i++) {
      backend().refreshQueue().send(message);
    }
    awaitState(key, "delivered");
    backend().refreshQueue().send(message);

    awaitEmptyQueue();
    assertThat(backend().receiver().calls(key)).hasSize(1);
    assertThat(delivery(key).path("history")).hasSize(1);
  }

  @Plays(Scenario.WORKER_KILLED)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ_WRITE)
  void a_call_that_a_killed_worker_made_is_repeated_with_the_same_key() throws Exception {
    CountDownLatch killed = new CountDownLatch(1);
    CountDownLatch called = new CountDownLatch(1);
    String key = key("killed");
    backend()
        .receiver()
        .answers(
            key,
            _ -> {
              called.countDown();
              Receiver.await(killed);
              return Answer.status(200);
            });
    enqueue("killed", "1");
    Receiver.await(called);

    backend().killWorker(request("killed").key(0));
    killed.countDown();

    assertThat(backend().receiver().await(key, 2)).hasSize(2);
    JsonNode delivery = awaitState(key, "delivered");
    assertThat(delivery.path("lost").asInt()).as("lost calls").isEqualTo(1);
    awaitEmptyQueue();
  }

  @Plays(Scenario.TOKEN_ROTATED)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ_WRITE)
  void a_token_that_was_rotated_is_used_within_the_same_attempt() throws Exception {
    enqueue("before rotation", "1");
    awaitState(key("before rotation"), "delivered");

    // Away and back, so that every other scenario knows the token.
    for (String token : List.of("rotated-5f2c", Receiver.TOKEN)) {
      String name = "rotated to " + token;
      answers(name, call -> call.authorization().equals("Bearer " + token) ? 200 : 401);
      backend().rotateToken(token);
      String key = enqueue(name, "1");

      JsonNode delivery = awaitState(key, "delivered");
      assertThat(delivery.path("attempts").asInt()).isEqualTo(1);
    }
  }

  @Plays(Scenario.RECEIVER_DOWN)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ_WRITE)
  void what_came_while_the_webhook_was_down_is_delivered_when_it_is_back() throws Exception {
    List<String> names = List.of("down 1", "down 2", "down 3");
    backend().webhookGoesDown();
    for (String name : names) {
      enqueue(name, "1");
    }
    for (String name : names) {
      await(name + " tried twice", () -> attempts(key(name)) >= 2);
    }

    backend().webhookComesBack();

    for (String name : names) {
      JsonNode delivery = awaitState(key(name), "delivered");
      assertThat(delivery.path("round").asInt()).as("nobody redrove it").isEqualTo(1);
      assertThat(delivery.path("attempts").asInt()).isGreaterThan(2);
      assertThat(backend().receiver().calls(key(name))).hasSize(1);
    }
    awaitEmptyQueue();
  }

  @Plays(Scenario.MISSED_SLOT)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ)
  void of_the_slots_missed_the_latest_is_made_up_and_the_others_are_named() throws Exception {
    Backend.MissedSlots missed = backend().missSlots();

    assertThat(backend().receiver().await(missed.madeUp(), 1)).hasSize(1);
    assertThat(missed.others()).isNotEmpty();
    assertThat(backend().receiver().keys()).doesNotContainAnyElementsOf(missed.others());
  }
}
