package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A bulk enqueue that is killed in the middle, and run again: of 5,000 lines, or as many as {@code
 * -Dbulk.lines} says.
 */
class BrokenBulkIT {
  private static final int LINES = Integer.getInteger("bulk.lines", 5_000);

  @ParameterizedTest
  @ValueSource(strings = {"{\"requestId\":\"r-%d\"}", "{\"reason\":\"line %d\"}"})
  void the_second_run_goes_on_and_doubles_nothing(String line, @TempDir Path folder)
      throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("requests.jsonl"),
            IntStream.range(0, LINES)
                .mapToObj(i -> line.formatted(i))
                .collect(Collectors.joining("\n")));
    try (Receiver receiver = Receiver.start();
        Everhook run =
            Everhook.up(
                folder.resolve("data"),
                receiver.parameter(),
                "ScheduleState=DISABLED",
                "MaxConcurrency=10")) {
      Process first = run.begin("enqueue", "--file", file.toString());
      receiver.await("some calls", all -> all.size() >= Math.min(2_000, LINES / 10));
      first.destroyForcibly().waitFor();
      assertThat(run.events("enqueued")).as("lines before the break").hasSizeLessThan(LINES);

      Everhook.Ended second = run.command("enqueue", "--file", file.toString());

      assertThat(second.status()).as(second.toString()).isZero();
      run.awaitEmptyQueue();
      assertThat(receiver.keys()).hasSize(LINES);
      assertThat(receiver.calls()).hasSize(LINES);
    }
  }
}
