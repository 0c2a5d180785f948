package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventJsonTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final IdempotencyKey KEY = IdempotencyKey.ofRequest("id", 0);

  private static PipelineEvent.Attempted attempted(Outcome outcome) {
    var attempt = new Attempt(2, NOW, Duration.ofMillis(1_234), outcome, null);
    return new PipelineEvent.Attempted(KEY, Trigger.MANUAL, null, attempt, 8, null);
  }

  static Stream<Arguments> events() {
    var retry = new Outcome.Retry(503, null, Outcome.Certainty.FAILED, NOW);
    var broken = new Outcome.Retry(null, "timeout", Outcome.Certainty.UNKNOWN, null);
    return Stream.of(
        Arguments.of(
            new PipelineEvent.SlotSent(NOW, KEY, "m-1"),
            """
            "level":"INFO","event":"slot","slot":"2026-03-01T12:00:00Z","key":"KEY","messageId":"m-1\"\
            """),
        Arguments.of(
            new PipelineEvent.SlotsMissed(3, List.of(NOW, NOW.plusSeconds(1))),
            """
            "level":"WARN","event":"slots missed","count":3,\
            "named":["2026-03-01T12:00:00Z","2026-03-01T12:00:01Z"]\
            """),
        Arguments.of(
            new PipelineEvent.SlotNotSent(NOW, "a \"problem\"\n"),
            """
            "level":"ERROR","event":"slot not sent","slot":"2026-03-01T12:00:00Z",\
            "problem":"a \\"problem\\"\\n\"\
            """),
        Arguments.of(
            new PipelineEvent.Enqueued(KEY, "id", "by", "m-1"),
            """
            "level":"INFO","event":"enqueued","key":"KEY","requestId":"id","requestedBy":"by",\
            "messageId":"m-1\"\
            """),
        Arguments.of(
            new PipelineEvent.NotEnqueued(1, "notAfter", "must lie in the future"),
            """
            "level":"ERROR","event":"not enqueued","index":1,"field":"notAfter",\
            "problem":"must lie in the future\"\
            """),
        Arguments.of(
            attempted(new Outcome.Delivered(204)),
            """
            "level":"INFO","event":"attempt","key":"KEY","trigger":"manual","attempt":2,"maxAttempts":8,\
            "startedAt":"2026-03-01T12:00:00Z","outcome":"delivered","status":204,"durationMillis":1234\
            """),
        Arguments.of(
            new PipelineEvent.Attempted(
                KEY,
                Trigger.SCHEDULE,
                NOW,
                new Attempt(1, NOW, Duration.ofMillis(5), retry, "try later"),
                8,
                Duration.ofSeconds(61)),
            """
            "level":"WARN","event":"attempt","key":"KEY","trigger":"schedule",\
            "slot":"2026-03-01T12:00:00Z","attempt":1,"maxAttempts":8,\
            "startedAt":"2026-03-01T12:00:00Z","outcome":"retry","status":503,"durationMillis":5,\
            "nextInMillis":61000,"answer":"try later\"\
            """),
        Arguments.of(
            attempted(broken),
            """
            "level":"WARN","event":"attempt","key":"KEY","trigger":"manual","attempt":2,"maxAttempts":8,\
            "startedAt":"2026-03-01T12:00:00Z","outcome":"unknown","errorCode":"timeout",\
            "durationMillis":1234\
            """),
        Arguments.of(
            attempted(new Outcome.InProgress(409, null)),
            """
            "level":"WARN","event":"attempt","key":"KEY","trigger":"manual","attempt":2,"maxAttempts":8,\
            "startedAt":"2026-03-01T12:00:00Z","outcome":"in progress","status":409,"durationMillis":1234\
            """),
        Arguments.of(
            attempted(new Outcome.Rejected(400, DeadLetterReason.REJECTED)),
            """
            "level":"WARN","event":"attempt","key":"KEY","trigger":"manual","attempt":2,"maxAttempts":8,\
            "startedAt":"2026-03-01T12:00:00Z","outcome":"rejected","status":400,"durationMillis":1234\
            """),
        Arguments.of(
            new PipelineEvent.Deferred(
                KEY, DeferralCause.SECRET_UNREADABLE, "a problem", Duration.ofMinutes(1)),
            """
            "level":"ERROR","event":"deferred","key":"KEY","cause":"secret_unreadable",\
            "problem":"a problem","nextInMillis":60000\
            """),
        Arguments.of(
            new PipelineEvent.Deferred(
                KEY, DeferralCause.NOT_DUE, "a problem", Duration.ofMinutes(1)),
            """
            "level":"INFO","event":"deferred","key":"KEY","cause":"not_due",\
            "problem":"a problem","nextInMillis":60000\
            """),
        Arguments.of(
            new PipelineEvent.Duplicate(KEY, "m-1", "delivered"),
            """
            "level":"INFO","event":"duplicate","key":"KEY","messageId":"m-1",\
            "state":"delivered\"\
            """),
        Arguments.of(
            new PipelineEvent.LedgerUnavailable(KEY, "a problem"),
            """
            "level":"WARN","event":"ledger unavailable","key":"KEY","problem":"a problem\"\
            """),
        Arguments.of(
            new PipelineEvent.DeadLettered(
                "m-1",
                new DeathNotice(KEY, 0, 1, DeadLetterReason.EXHAUSTED, 503, "timeout", 8, NOW, NOW),
                "gone"),
            """
            "level":"ERROR","event":"dead letter","key":"KEY","reason":"exhausted","status":503,\
            "errorCode":"timeout","death":1,"attempts":8,"messageId":"m-1","detail":"gone\"\
            """),
        Arguments.of(
            new PipelineEvent.DeadLettered(
                "m-1",
                new DeathNotice(null, 0, 1, DeadLetterReason.MALFORMED, null, null, 0, null, null),
                null),
            """
            "level":"ERROR","event":"dead letter","reason":"malformed","death":1,"attempts":0,\
            "messageId":"m-1\"\
            """),
        Arguments.of(
            new PipelineEvent.MessageKept("m-1", "a problem"),
            """
            "level":"ERROR","event":"message kept","messageId":"m-1","problem":"a problem\"\
            """),
        Arguments.of(
            new PipelineEvent.OperationEnded(
                "o-1",
                "redrive",
                "ada",
                "{\"action\":\"redrive\"}",
                counts("moved", 4, "remaining", 10_000_000_000L),
                null,
                "done",
                List.of()),
            """
            "level":"INFO","event":"operation","operationId":"o-1","action":"redrive",\
            "requestedBy":"ada","moved":4,"remaining":10000000000,"stopped":"done",\
            "request":{"action":"redrive"},"problems":[]\
            """),
        Arguments.of(
            new PipelineEvent.OperationEnded(
                null,
                "sweep",
                "schedule",
                "{\"action\":\"sweep\"}",
                counts("overdue", 1, "swept", 0),
                Duration.ofMinutes(82),
                null,
                List.of("a problem")),
            """
            "level":"WARN","event":"operation","action":"sweep","requestedBy":"schedule",\
            "overdue":1,"swept":0,"oldestUnfinishedSeconds":4920,\
            "request":{"action":"sweep"},"problems":["a problem"]\
            """));
  }

  private static Map<String, Long> counts(String first, long one, String second, long two) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put(first, one);
    counts.put(second, two);
    return counts;
  }

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource("events")
  void an_event_is_one_line_of_json(PipelineEvent event, String fields) throws Exception {
    String line = EventJson.write(event, NOW);

    assertThat(line)
        .isEqualTo(
            "{\"timestamp\":\"2026-03-01T12:00:00Z\","
                + fields.replace("KEY", KEY.toString())
                + "}")
        .hasLineCount(1);
    assertThat(new ObjectMapper().readTree(line).has("event")).isTrue();
  }

  @Test
  void no_event_is_left_out_above() {
    assertThat(events().<Object>map(arguments -> arguments.get()[0].getClass()).distinct())
        .containsExactlyInAnyOrder((Object[]) PipelineEvent.class.getPermittedSubclasses());
  }
}
