package dev.everhook.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.EventJson;
import dev.everhook.core.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepThreadTest {
  private final SettableClock clock = new SettableClock();
  private final Functions functions = new Functions(clock);
  private final List<String> events = new ArrayList<>();
  private final List<Duration> sleeps = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Sleeps twice, and is woken by the end of the run. */
  private SweepThread thread() {
    return new SweepThread(
        functions,
        time -> {
          sleeps.add(time);
          if (sleeps.size() == 3) {
            throw new InterruptedException();
          }
        },
        new RunNotices(
            RunOptions.LogFormat.JSON,
            EventJson.Level.INFO,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            clock,
            ZoneOffset.UTC));
  }

  @Test
  void a_run_sweeps_at_its_start_and_every_hour() {
    functions.register(
        Functions.REDRIVE,
        (input, output, context) ->
            events.add(new String(input.readAllBytes(), StandardCharsets.UTF_8)),
        Duration.ofMinutes(15));

    thread().run();

    assertThat(events).hasSize(3).containsOnly("{\"action\":\"sweep\"}");
    assertThat(sleeps).containsOnly(Duration.ofHours(1));
    assertThat(out.size()).isZero();
  }

  @Test
  void a_sweep_that_fails_is_logged_and_the_next_one_is_made() {
    functions.register(
        Functions.REDRIVE,
        (input, output, context) -> {
          events.add("a sweep");
          throw new IllegalStateException("the queue \"answers\" nothing");
        },
        Duration.ofMinutes(15));

    thread().run();

    assertThat(events).hasSize(3);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .containsOnly(
            "{\"timestamp\":\"2026-03-01T12:00:00Z\",\"level\":\"ERROR\",\"event\":\"sweep"
                + " failed\",\"detail\":\"java.lang.IllegalStateException: the queue"
                + " \\\"answers\\\" nothing\"}");
  }
}
