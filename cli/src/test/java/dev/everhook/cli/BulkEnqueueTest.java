package dev.everhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.embedded.Colours;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Help.Ansi;

class BulkEnqueueTest {
  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void however_often_it_breaks_every_line_is_one_delivery_in_the_end(int seed) throws Exception {
    Random random = new Random(seed);
    int lines = 1 + random.nextInt(4_000);
    Path file = file(random, lines);
    FakeEnqueue function = new FakeEnqueue(random);
    int runs = 0;
    function.dies = 0.25;
    while (!runOnce(file, function, random)) {
      runs++;
      function.dies = runs > 20 ? 0 : function.dies;
    }

    assertThat(function.keys())
        .as("seed %d, %d lines, %d breaks", seed, lines, runs)
        .hasSize(lines);
    assertThat(markers()).as("a batch that is complete leaves nothing").isEmpty();

    function.dies = 0;
    assertThat(runOnce(file, function, random)).isTrue();
    long named = Files.readAllLines(file).stream().filter(line -> line.contains("named-")).count();
    assertThat(function.keys())
        .as("a further run is a new batch; lines with ids of their own are the same deliveries")
        .hasSize((int) (2L * lines - named));
  }

  @Test
  void the_marker_is_there_before_the_first_line_is_sent() throws Exception {
    Path file = Files.writeString(folder.resolve("lines"), "{}\n");
    FakeEnqueue function = new FakeEnqueue(new Random(1));
    function.beforeEach =
        () -> {
          try {
            assertThat(markers()).hasSize(1);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    assertThat(runOnce(file, function, new Random(1))).isTrue();
    assertThat(function.keys()).hasSize(1);
  }

  @Test
  void what_the_queue_did_not_take_a_second_run_sends_again() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("lines"),
            IntStream.range(0, 1_200).mapToObj(i -> "{}\n").collect(Collectors.joining()));
    FakeEnqueue function = new FakeEnqueue(new Random(2));
    function.queueRefuses.set(1);
    assertThat(runOnce(file, function, new Random(2))).isFalse();
    assertThat(err.toString()).contains("queue: throttled");

    assertThat(runOnce(file, function, new Random(2))).isTrue();
    assertThat(function.keys()).hasSize(1_200);
  }

  @Test
  void a_line_without_an_id_gets_that_of_its_batch_and_number_and_stays_as_it_was_otherwise() {
    assertThat(BulkLine.read(7, "  {\"payload\": {\"a\" :1e3}} ", line -> "batch-" + line).json())
        .isEqualTo("{\"requestId\":\"batch-7\",\"payload\": {\"a\" :1e3}} ");
    assertThat(BulkLine.read(7, "{ }", line -> "batch-" + line).json())
        .isEqualTo("{\"requestId\":\"batch-7\" }");
    assertThat(BulkLine.read(7, "{\"requestId\":\"own\"}", line -> "no").json())
        .isEqualTo("{\"requestId\":\"own\"}");
    assertThat(BulkLine.read(7, "{\"payload\":{\"requestId\":1}}", line -> "b").json())
        .startsWith("{\"requestId\":\"b\",");
  }

  /** One process: false if it broke off. */
  private boolean runOnce(Path file, FakeEnqueue function, Random random) throws Exception {
    BulkFile bulk = new BulkFile(file);
    BulkMarker marker = BulkMarker.open(folder.resolve("bulk"), bulk.contents().sha256());
    PrintWriter writer = new PrintWriter(err, true);
    Output output = new Output(writer, writer, new Colours(Ansi.OFF), false);
    StopFlag stop = new StopFlag();
    if (function.dies > 0 && random.nextInt(5) == 0) {
      function.beforeEach = stop::raise;
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        BufferedReader lines = bulk.lines();
        Progress progress = new ProgressInLines("lines", -1, writer, () -> Command.NOW)) {
      boolean isWhole =
          new BulkEnqueue(function, threads, new BulkReport(output), progress, marker)
              .send(lines, stop);
      if (isWhole) {
        marker.delete();
      }
      return isWhole;
    } catch (IOException e) {
      return false;
    } finally {
      function.beforeEach = () -> {};
    }
  }

  private Path file(Random random, int lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < lines; line++) {
      text.append(random.nextInt(20) == 0 ? "\n" : "");
      text.append(
          random.nextInt(3) == 0
              ? "{\"requestId\":\"named-%d\"}\n".formatted(line)
              : "{\"payload\":%d}\n".formatted(line));
    }
    return Files.writeString(folder.resolve("lines"), text);
  }

  private Set<String> markers() throws IOException {
    Path markers = folder.resolve("bulk");
    if (!Files.exists(markers)) {
      return Set.of();
    }
    try (var files = Files.list(markers)) {
      return files.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
