package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LambdaEventLogTest {
  private final List<String> lines = new ArrayList<>();
  private final List<String> unfiltered = new ArrayList<>();

  private final LambdaLogger logger =
      new LambdaLogger() {
        @Override
        public void log(String message) {
          throw new AssertionError("a log without a level passes every filter");
        }

        @Override
        public void log(byte[] message) {
          unfiltered.add(new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public void log(byte[] message, LogLevel level) {
          lines.add(level + " " + new String(message, StandardCharsets.UTF_8));
        }
      };

  @Test
  void an_event_goes_out_at_its_level_with_the_time_of_the_clock() {
    var event = new PipelineEvent.MessageKept("m-1", "größe");

    new LambdaEventLog(logger, "worker", new SettableClock()).write(event);

    assertThat(lines).containsExactly("ERROR " + EventJson.write(event, SettableClock.START));
  }

  @Test
  void levels_are_those_of_lambda() {
    var log = new LambdaEventLog(logger, "worker", new SettableClock());
    log.write(new PipelineEvent.Enqueued(IdempotencyKey.ofRequest("id", 0), "id", "by", "m-1"));
    log.write(new PipelineEvent.SlotsMissed(1, List.of()));

    assertThat(lines).extracting(line -> line.split(" ", 2)[0]).containsExactly("INFO", "WARN");
    assertThat(unfiltered).isEmpty();
  }

  @Test
  void metrics_go_out_whatever_the_level() {
    var event = new PipelineEvent.Duplicate(IdempotencyKey.ofRequest("id", 0), "m-1", "delivered");

    new LambdaEventLog(logger, "worker", new SettableClock()).write(event);

    assertThat(unfiltered)
        .containsExactly(EventMetrics.line(event, "worker", SettableClock.START).orElseThrow());
  }
}
