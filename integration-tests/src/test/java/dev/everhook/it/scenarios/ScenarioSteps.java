package dev.everhook.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.RefreshRequest;
import dev.everhook.it.Answer;
import dev.everhook.it.Everhook;
import dev.everhook.it.Receiver.Call;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/** What scenarios are made of. */
abstract class ScenarioSteps extends BackendTest {
  /** Between two questions; each is a command of its own. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** A ledger that outlives a run of the tests knows the requests of the last. */
  private final String run = UUID.randomUUID().toString();

  /** The id of a request, from its name in a scenario. */
  final String requestId(String name) {
    return name + " " + run;
  }

  final RefreshRequest request(String name) {
    return new RefreshRequest.Manual(requestId(name), "somebody", "a scenario", null, null);
  }

  /** The key of a request, which its id alone decides. */
  final String key(String name) {
    IdempotencyKey key = request(name).key(0);
    return key.toString();
  }

  /** Asks for a refresh, and returns its key. */
  final String enqueue(String name, String payload) {
    JsonNode answer =
        backend().operator().ask("enqueue", "--request-id", requestId(name), "--payload", payload);
    assertThat(answer.path("accepted").get(0).path("key").asText()).isEqualTo(key(name));
    return key(name);
  }

  final void answers(String name, ToIntFunction<Call> status) {
    backend().receiver().answers(key(name), call -> Answer.status(status.applyAsInt(call)));
  }

  final JsonNode delivery(String key) {
    return backend().operator().ask("deliveries", key);
  }

  /** How many attempts the ledger has of a delivery. */
  final int attempts(String key) {
    Everhook.Ended found = backend().operator().run("deliveries", key, "--json");
    return found.status() == 0 ? delivery(key).path("history").size() : 0;
  }

  /** Waits until the ledger says so of a delivery that was enqueued; fails after two minutes. */
  final JsonNode awaitState(String key, String state) {
    await(
        "delivery " + key + " " + state,
        () ->
            backend()
                .operator()
                .run("deliveries", key, "--json")
                .out()
                .contains("\"state\":\"" + state + "\""));
    return delivery(key);
  }

  final void awaitEmptyQueue() {
    await("an empty refresh queue", () -> backend().refreshQueue().depth().total() == 0);
  }

  static void await(String what, BooleanSupplier condition) {
    Everhook.awaitThat(what, PAUSE, condition);
  }

  static double seconds(Call from, Call to) {
    return (to.nanos() - from.nanos()) / 1e9;
  }
}
