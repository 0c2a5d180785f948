package dev.everhook.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Attempt;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Outcome;
import dev.everhook.core.Outcome.Certainty;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.SettableClock;
import dev.everhook.core.Trigger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ConsoleLogTest {
  private static final IdempotencyKey KEY = IdempotencyKey.ofRequest("r", 0);
  private static final String SHORT = KEY.toString().substring(0, 8);

  private final SettableClock clock = new SettableClock();

  private String line(PipelineEvent event, Ansi ansi) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new ConsoleLog(out, clock, ZoneOffset.UTC, new Colours(ansi)).write(event);
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  private String line(PipelineEvent event) {
    return line(event, Ansi.OFF);
  }

  private PipelineEvent attempt(
      Outcome outcome, @Nullable String excerpt, @Nullable Duration nextIn) {
    return new PipelineEvent.Attempted(
        KEY,
        Trigger.MANUAL,
        null,
        new Attempt(2, clock.instant(), Duration.ofMillis(12), outcome, excerpt),
        8,
        nextIn);
  }

  @Test
  void a_delivered_attempt_says_status_and_time() {
    assertThat(line(attempt(new Outcome.Delivered(204), null, null)))
        .isEqualTo("12:00:00  attempt 2/8   " + SHORT + "  delivered 204 in 12 ms");
  }

  @Test
  void a_retry_says_its_delay_and_what_the_webhook_said() {
    assertThat(
            line(
                attempt(
                    new Outcome.Retry(503, null, Certainty.FAILED, null),
                    "busy",
                    Duration.ofSeconds(63))))
        .endsWith("retry 503 in 12 ms; again in 1 min 3 s — busy");
  }

  @Test
  void a_lost_answer_is_shown_as_unknown() {
    assertThat(
            line(
                attempt(
                    new Outcome.Retry(null, "timeout", Certainty.UNKNOWN, null),
                    null,
                    Duration.ofMinutes(10))))
        .endsWith("unknown timeout in 12 ms; again in 10 min");
  }

  @Test
  void a_dead_letter_says_its_reason() {
    DeathNotice notice =
        new DeathNotice(KEY, 0, 1, DeadLetterReason.EXHAUSTED, 503, null, 8, null, null);

    assertThat(line(new PipelineEvent.DeadLettered("m", notice, null)))
        .isEqualTo("12:00:00  dead letter   " + SHORT + "  exhausted (503) after 8 attempts");
  }

  @Test
  void missed_slots_are_counted_and_named() {
    assertThat(line(new PipelineEvent.SlotsMissed(2, List.of(SettableClock.START))))
        .endsWith("2 slots went by unsent and are not made up: 2026-03-01T12:00:00Z, …");
  }

  @Test
  void colours_change_no_column_and_carry_no_meaning_alone() {
    PipelineEvent event = attempt(new Outcome.Delivered(200), null, null);

    String coloured = line(event, Ansi.ON);
    assertThat(coloured).contains("\u001B[");
    assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(line(event));
  }

  @Test
  void a_sweep_tells_the_age_of_the_oldest_unfinished_delivery_beside_what_it_counted() {
    assertThat(line(sweep(Map.of("overdue", 0L, "swept", 0L), Duration.ofMinutes(82))))
        .endsWith("by schedule: nothing to do; the oldest unfinished delivery is 1 h 22 min old");
    assertThat(line(sweep(Map.of("swept", 1L), Duration.ZERO))).endsWith("by schedule: 1 swept");
  }

  private static PipelineEvent sweep(Map<String, Long> counts, Duration oldestUnfinished) {
    return new PipelineEvent.OperationEnded(
        null, "sweep", "schedule", "{}", counts, oldestUnfinished, null, List.of());
  }
}
