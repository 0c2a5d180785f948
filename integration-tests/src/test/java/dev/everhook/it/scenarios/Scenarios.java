package dev.everhook.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.it.Everhook;
import dev.everhook.it.Operator;
import dev.everhook.it.Receiver.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** All scenarios: those of deliveries, those of dead letters, and those of operators. */
abstract class Scenarios extends DeliveryScenarios {

  @Plays(Scenario.REJECTED)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ)
  void a_rejected_call_is_a_dead_letter_at_once_with_its_diagnosis() throws Exception {
    answers("rejected", _ -> 400);
    String key = enqueue("rejected", "1");

    awaitState(key, "dead");
    JsonNode letter = letter(key);
    assertThat(letter.path("reason").asText()).isEqualTo("rejected");
    assertThat(letter.path("status").asInt()).isEqualTo(400);
    assertThat(letter.path("attempts").asInt()).isEqualTo(1);
    assertThat(letter.path("requestId").asText()).isEqualTo(requestId("rejected"));
    assertThat(letter.path("lastAttempt").asText()).isNotEmpty();
    assertThat(backend().receiver().calls(key)).hasSize(1);
  }

  @Plays(Scenario.EXHAUSTED)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ)
  void a_delivery_whose_attempts_are_used_up_is_a_dead_letter() throws Exception {
    answers("exhausted", _ -> 503);
    String key = enqueue("exhausted", "1");

    awaitState(key, "dead");
    JsonNode letter = letter(key);
    assertThat(letter.path("reason").asText()).isEqualTo("exhausted");
    assertThat(letter.path("status").asInt()).isEqualTo(503);
    assertThat(letter.path("attempts").asInt()).isEqualTo(Backend.MAX_ATTEMPTS);
    assertThat(backend().receiver().calls(key))
        .extracting(Call::attempt)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, Backend.MAX_ATTEMPTS).boxed().toList());
  }

  @Plays(Scenario.MALFORMED)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ)
  void a_message_that_is_no_refresh_request_is_a_dead_letter_with_its_body_untouched() {
    String body = "{\"version\":1, \"trigger\":\"nobody\"}  ";
    backend().refreshQueue().send(new OutgoingMessage(body));

    await("a malformed letter", () -> malformed().contains(body));

    Everhook.Ended redrive =
        backend().operator().run("dlq", "redrive", "--reason", "malformed", "--yes");
    assertThat(redrive.out()).contains("Put back 0 dead letters");
    assertThat(malformed()).contains(body);
  }

  @Plays(Scenario.REDRIVE)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ)
  void a_plan_changes_nothing_a_refused_canary_stops_and_a_delivered_one_goes_before_the_rest()
      throws Exception {
    List<String> names = List.of("redrive 1", "redrive 2", "redrive 3");
    for (String name : names) {
      answers(name, _ -> 422);
      enqueue(name, "1");
    }
    answers("not redriven", _ -> 423);
    awaitState(enqueue("not redriven", "1"), "dead");
    names.forEach(name -> awaitState(key(name), "dead"));
    for (int i = 0; i < 2; i++) {
      JsonNode plan = backend().operator().ask("dlq", "plan", "--status", "422");
      assertThat(plan.path("matched").asInt()).isEqualTo(3);
      assertThat(plan.path("movable").asInt()).isEqualTo(3);
      assertThat(plan.path("groups").get(0).path("reason").asText()).isEqualTo("rejected");
    }
    assertThat(callsOf(names)).as("calls before the redrive").hasSize(3);

    Everhook.Ended stopped = redriveWithCanary();
    assertThat(stopped.status()).as(stopped.toString()).isEqualTo(1);
    assertThat(callsOf(names)).as("calls with the canary's").hasSize(4);

    names.forEach(name -> answers(name, _ -> 200));
    await("the canary's letter", () -> matching("422") == 3);
    Everhook.Ended done = redriveWithCanary();
    assertThat(done.status()).as(done.toString()).isZero();
    for (String name : names) {
      assertThat(awaitState(key(name), "delivered").path("round").asInt()).isGreaterThan(1);
    }
    assertThat(callsOf(names)).hasSize(7);
    assertThat(matching("422")).isZero();
    assertThat(matching("423")).as("letters that the filter does not take").isEqualTo(1);
  }

  @Plays(Scenario.REFUSED_AGAIN)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ)
  void a_redrive_moves_each_letter_once_though_it_dies_again_at_once() throws Exception {
    answers("refused again", _ -> 418);
    String key = enqueue("refused again", "1");
    awaitState(key, "dead");

    Everhook.Ended redrive = backend().operator().run("dlq", "redrive", "--status", "418", "--yes");

    assertThat(redrive.out()).contains("Put back 1 dead letter;");
    await("the letter", () -> matching("418") == 1);
    assertThat(letter(key).path("attempts").asInt()).isEqualTo(1);
    assertThat(backend().receiver().calls(key)).hasSize(2);
  }

  @Plays(Scenario.ARCHIVE)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ)
  void what_is_archived_is_out_of_the_queue_and_comes_back_by_a_restore_with_its_key()
      throws Exception {
    answers("archived", _ -> 410);
    String key = enqueue("archived", "1");
    awaitState(key, "dead");

    JsonNode archived = backend().operator().ask("dlq", "archive", "--status", "410");
    assertThat(archived.path("archived").asInt()).isEqualTo(1);
    assertThat(matching("410")).isZero();

    answers("archived", _ -> 200);
    JsonNode restored =
        backend().operator().ask("dlq", "restore", archived.path("archive").asText());
    assertThat(restored.path("restored").asInt()).isEqualTo(1);
    assertThat(awaitState(key, "delivered").path("round").asInt()).isEqualTo(2);
    assertThat(backend().receiver().calls(key)).hasSize(2);
  }

  @Plays(Scenario.PAUSE)
  @ResourceLock(value = BACKEND, mode = ResourceAccessMode.READ_WRITE)
  void what_comes_while_it_is_paused_waits_until_it_is_resumed() throws Exception {
    assertThat(backend().operator().ask("pause").path("state").asText()).isEqualTo("Disabled");
    String key = enqueue("paused", "1");
    assertThat(backend().operator().run("status").out()).contains("paused");
    assertThat(backend().receiver().calls(key)).isEmpty();

    long resumed = System.nanoTime();
    assertThat(backend().operator().ask("resume").path("state").asText()).isEqualTo("Enabled");

    List<Call> calls = backend().receiver().await(key, 1);
    assertThat(calls).hasSize(1);
    assertThat(calls.getFirst().nanos()).isGreaterThan(resumed);
    awaitState(key, "delivered");
  }

  private Everhook.Ended redriveWithCanary() {
    return backend().operator().run("dlq", "redrive", "--status", "422", "--canary", "--yes");
  }

  private JsonNode letter(String key) {
    JsonNode letters = backend().operator().ask("dlq", "list", "--key", key).path("letters");
    assertThat(letters).as("letters of " + key).hasSize(1);
    return letters.get(0);
  }

  /** The bodies of all malformed letters. */
  private List<String> malformed() {
    List<String> bodies = new ArrayList<>();
    Operator operator = backend().operator();
    for (JsonNode letter : operator.ask("dlq", "list", "--reason", "malformed").path("letters")) {
      JsonNode whole = operator.ask("dlq", "show", letter.path("messageId").asText());
      assertThat(whole.has("key")).isFalse();
      assertThat(whole.path("attributes").has("reason")).isTrue();
      assertThat(whole.path("attributes").has("death")).isTrue();
      bodies.add(whole.path("body").asText());
    }
    return bodies;
  }

  private int matching(String status) {
    return backend().operator().ask("dlq", "list", "--status", status).path("letters").size();
  }

  private List<Call> callsOf(List<String> names) {
    return names.stream().flatMap(name -> backend().receiver().calls(key(name)).stream()).toList();
  }
}
