package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.everhook.core.Outcome.Certainty;
import dev.everhook.core.PipelineEvent.Attempted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventMetricsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final IdempotencyKey KEY = IdempotencyKey.ofRequest("id", 0);

  static Stream<Arguments> attempts() {
    return Stream.of(
        Arguments.of(new Outcome.Delivered(200), "Delivered"),
        Arguments.of(new Outcome.Retry(503, null, Certainty.FAILED, null), "Retried"),
        Arguments.of(
            new Outcome.Retry(null, "timeout", Certainty.UNKNOWN, null), "Retried Unknown"),
        Arguments.of(new Outcome.InProgress(409, null), "InProgress"),
        Arguments.of(new Outcome.Rejected(400, DeadLetterReason.REJECTED), "Rejected"));
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void an_attempt_counts_itself_and_its_outcome(Outcome outcome, String counted)
      throws JsonProcessingException {
    Map<String, Long> expected = new TreeMap<>(Map.of("Attempts", 1L, "CallDuration", 1_234L));
    Stream.of(counted.split(" ")).forEach(name -> expected.put(name, 1L));

    assertThat(values(attempted(outcome, null))).isEqualTo(expected);
  }

  @Test
  void a_slot_that_is_delivered_says_how_late_it_is() throws JsonProcessingException {
    var delivered = new Outcome.Delivered(200);
    var failed = new Outcome.Retry(503, null, Certainty.FAILED, null);

    assertThat(values(attempted(delivered, NOW.minusSeconds(60))))
        .containsEntry("DeliveryLag", 61_234L);
    assertThat(values(attempted(failed, NOW.minusSeconds(60)))).doesNotContainKey("DeliveryLag");
  }

  @Test
  void an_attempt_has_its_trigger_for_a_second_dimension() throws JsonProcessingException {
    JsonNode line = read(attempted(new Outcome.Delivered(200), NOW));

    assertThat(directive(line).path("Dimensions").toString())
        .isEqualTo("[[\"Function\"],[\"Function\",\"Trigger\"]]");
    assertThat(line.path("Function").asText()).isEqualTo("the-worker");
    assertThat(line.path("Trigger").asText()).isEqualTo("schedule");
  }

  @Test
  void a_line_is_in_the_embedded_metric_format() {
    assertThat(
            EventMetrics.line(new PipelineEvent.Duplicate(KEY, "m-1", "dead"), "the-worker", NOW))
        .contains(
            "{\"_aws\":{\"Timestamp\":1772366400000,\"CloudWatchMetrics\":[{\"Namespace\":\"Everhook\","
                + "\"Dimensions\":[[\"Function\"]],\"Metrics\":[{\"Name\":\"Duplicates\","
                + "\"Unit\":\"Count\"}]}]},\"Function\":\"the-worker\",\"Duplicates\":1}");
  }

  @Test
  void what_a_person_must_mend_has_a_metric_of_its_own() throws JsonProcessingException {
    var notice = new DeathNotice(KEY, 0, 1, DeadLetterReason.REJECTED, 400, null, 1, NOW, NOW);

    assertThat(values(new PipelineEvent.DeadLettered("m-1", notice, null)))
        .containsOnlyKeys("DeadLettered");
    assertThat(values(new PipelineEvent.LedgerUnavailable(KEY, "no answer")))
        .containsOnlyKeys("LedgerUnavailable");
    assertThat(values(deferred(DeferralCause.LEDGER_REFUSED))).containsOnlyKeys("LedgerRefused");
    assertThat(values(deferred(DeferralCause.SECRET_UNREADABLE)))
        .containsOnlyKeys("SecretUnreadable");
  }

  @Test
  void a_sweep_tells_how_old_the_oldest_unfinished_delivery_is() throws JsonProcessingException {
    assertThat(values(ended("sweep", Duration.ZERO))).isEqualTo(Map.of("OldestUnfinished", 0L));
    assertThat(values(ended("sweep", Duration.ofHours(2))))
        .isEqualTo(Map.of("OldestUnfinished", 7_200L));
    assertThat(EventMetrics.line(ended("redrive", null), "the-redrive", NOW)).isEmpty();
  }

  private static PipelineEvent ended(String action, @Nullable Duration oldestUnfinished) {
    return new PipelineEvent.OperationEnded(
        null, action, "somebody", "{}", Map.of("moved", 1L), oldestUnfinished, null, List.of());
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_DUE", "LEASED", "NO_TIME", "SECRET_CHANGED"})
  void what_goes_its_way_has_none(DeferralCause cause) {
    assertThat(EventMetrics.line(deferred(cause), "the-worker", NOW)).isEmpty();
  }

  private static PipelineEvent deferred(DeferralCause cause) {
    return new PipelineEvent.Deferred(KEY, cause, "a problem", Duration.ofMinutes(1));
  }

  private static Attempted attempted(Outcome outcome, @Nullable Instant slot) {
    Attempt attempt = new Attempt(1, NOW, Duration.ofMillis(1_234), outcome, null);
    return new Attempted(KEY, Trigger.SCHEDULE, slot, attempt, 8, null);
  }

  private static JsonNode read(PipelineEvent event) throws JsonProcessingException {
    Optional<String> line = EventMetrics.line(event, "the-worker", NOW);
    return new ObjectMapper().readTree(line.orElseThrow());
  }

  private static JsonNode directive(JsonNode line) {
    return line.path("_aws").path("CloudWatchMetrics").path(0);
  }

  /** The values of the metrics that the directive names. */
  private static Map<String, Long> values(PipelineEvent event) throws JsonProcessingException {
    JsonNode line = read(event);
    Map<String, Long> values = new TreeMap<>();
    for (JsonNode metric : directive(line).path("Metrics")) {
      String name = metric.path("Name").asText();
      values.put(name, line.path(name).asLong());
    }
    return values;
  }
}
