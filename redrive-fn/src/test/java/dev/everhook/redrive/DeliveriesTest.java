package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SettableClock;
import dev.everhook.core.ledger.DeliveryState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private final RedriveFunction function = new RedriveFunction();

  private JsonNode recent() {
    return function.invoke("{\"action\":\"deliveries\"}").path("deliveries");
  }

  @Test
  void a_dead_delivery_is_shown_with_its_attempts_and_its_death() {
    var notice = function.worker.die(RedriveFunction.body("r-0"), Map.of());

    assertThat(recent())
        .hasToString(
            """
            [{"key":"%s","state":"dead","trigger":"manual","generation":0,"requestId":"r-0",\
            "requestedBy":"ada","reason":"why","round":1,"attempts":1,"deferrals":0,"lost":0,\
            "deaths":1,"createdAt":"2026-03-01T12:00:00Z","changedAt":"2026-03-01T12:00:00Z",\
            "death":{"number":1,"reason":"rejected","status":400},\
            "history":[{"round":1,"number":1,"startedAt":"2026-03-01T12:00:00Z",\
            "durationMillis":1500,"outcome":"rejected","status":400,"excerpt":"an excerpt"}]}]\
            """
                .formatted(notice.key()));
  }

  @Test
  void each_state_says_what_is_to_be_known_of_it() {
    var slot = new RefreshRequest.Scheduled("arn", SettableClock.START);
    var held = function.worker.take(RefreshRequestJson.write(slot), Map.of());
    function.worker.deliver(function.worker.take(RedriveFunction.body("r-0"), Map.of()));
    var waiting = function.worker.take(RedriveFunction.body("r-1"), Map.of());
    function.deliveries.deferred(waiting, function.clock.instant().plusSeconds(60));

    JsonNode byKey =
        function.invoke(
            """
            {"action":"deliveries","keys":["%s","%s","%s"]}\
            """
                .formatted(
                    held.key(), Worker.key(RedriveFunction.body("r-0"), Map.of()), waiting.key()));
    List<JsonNode> shown = byKey.path("deliveries").valueStream().toList();

    assertThat(shown.get(0).path("slot").textValue()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(shown.get(0).path("leaseEnd").textValue()).isEqualTo("2026-03-01T12:12:00Z");
    assertThat(shown.get(0).path("dueAt").textValue()).isEqualTo("2026-03-01T12:12:00Z");
    assertThat(shown.get(0).path("body").textValue()).isEqualTo(RefreshRequestJson.write(slot));
    assertThat(shown.get(1).path("deliveredAt").textValue()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(shown.get(2).path("waitingUntil").textValue()).isEqualTo("2026-03-01T12:01:00Z");
    assertThat(shown.get(2).path("waitingAfter").textValue()).isEqualTo("deferred");
    assertThat(function.ledger.find(held.key()).orElseThrow().state())
        .isInstanceOf(DeliveryState.InFlight.class);
  }

  @Test
  void the_latest_come_first_and_no_more_than_asked_for() {
    for (int i = 0; i < 60; i++) {
      function.worker.take(RedriveFunction.body("r-" + i), Map.of());
      function.clock.advance(Duration.ofSeconds(1));
    }

    assertThat(recent()).hasSize(50);
    assertThat(recent().path(0).path("requestId").textValue()).isEqualTo("r-59");
    assertThat(recent().path(0).has("body")).isFalse();
    assertThat(function.invoke("{\"action\":\"deliveries\",\"limit\":2}").path("deliveries"))
        .hasSize(2);
  }

  @Test
  void an_unknown_key_is_left_out() {
    assertThat(
            function.invoke(
                "{\"action\":\"deliveries\",\"keys\":[\"%s\"]}"
                    .formatted(Worker.key(RedriveFunction.body("r-0"), Map.of()))))
        .hasToString("{\"version\":1,\"action\":\"deliveries\",\"deliveries\":[]}");
  }
}
