package dev.everhook.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.it.embedded.EmbeddedProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** The embedded run as a process that is killed and started again over one data folder. */
final class Pipeline implements AutoCloseable {
  private final Books books;
  private final Path data;
  private final List<String> flags;
  private final List<String> parameters;
  private final List<Repeat.Kill> kills = new ArrayList<>();
  private final Map<String, Long> warnings = new ConcurrentSkipListMap<>();
  private final Set<String> keysWithoutLedger = ConcurrentHashMap.newKeySet();
  private volatile EmbeddedProcess process;
  private long mostResident;
  private Duration processorTimeBefore = Duration.ZERO;
  private int longestRestart;

  private Pipeline(Books books, Path data, List<String> flags, List<String> parameters)
      throws Exception {
    this.books = books;
    this.data = data;
    this.flags = flags;
    this.parameters = parameters;
    this.process = start();
  }

  static Pipeline start(Books books, Path data, List<String> flags, String webhookUrl)
      throws Exception {
    return new Pipeline(
        books,
        data,
        flags,
        List.of(
            "WebhookUrl=" + webhookUrl,
            "WebhookTimeout=" + Fate.TIMEOUT.toSeconds(),
            "ScheduleState=DISABLED",
            "MaxAttempts=5",
            "RetryBaseDelay=1",
            "RetryMaxDelay=4",
            "MaxConcurrency=10",
            "LogLevel=WARN"));
  }

  private EmbeddedProcess start() throws Exception {
    ProcessBuilder builder =
        EmbeddedProcess.java(
            flags, EmbeddedProcess.distribution(), EmbeddedProcess.up(data, parameters));
    builder.environment().put("EVERHOOK_AUTH_TOKEN", "soak");
    return EmbeddedProcess.start(builder, this::heard);
  }

  /** Attempts that fail and dead letters are what the webhook is there for. */
  private void heard(JsonNode event) {
    String word = event.path("event").asText();
    if (word.equals("ledger unavailable")) {
      keysWithoutLedger.add(event.path("key").asText());
    }
    if (!Set.of("ready", "attempt", "dead letter").contains(word)) {
      warnings.merge(word, 1L, Long::sum);
    }
  }

  /** Kills the run, and starts it again. */
  void killAndStart() throws Exception {
    noteMemory();
    processorTimeBefore = processorTime();
    int from = books.now();
    process.killHard();
    int dead = books.now();
    kills.add(new Repeat.Kill(from, dead));
    process = start();
    longestRestart = Math.max(longestRestart, books.now() - dead);
  }

  /** Notes how much memory the run holds, if it is the most so far. */
  void noteMemory() {
    mostResident = Math.max(mostResident, resident());
  }

  long resident() {
    return Memory.resident(process.pid());
  }

  long mostResident() {
    return mostResident;
  }

  Memory memory() throws Exception {
    return Memory.of(process.pid());
  }

  /** What all runs so far took of the processors; zero where the system does not say so. */
  Duration processorTime() {
    return processorTimeBefore.plus(process.processorTime());
  }

  /** An endpoint of the run that is there now. */
  URI endpoint(String name) {
    return process.endpoint(name);
  }

  List<Repeat.Kill> kills() {
    return List.copyOf(kills);
  }

  /** The longest time from a kill until the next run was ready, in milliseconds. */
  int longestRestart() {
    return longestRestart;
  }

  /** What the run had to say, other than of attempts and dead letters: how often each. */
  Map<String, Long> warnings() {
    return new TreeMap<>(warnings);
  }

  boolean wasWithoutLedger(String key) {
    return keysWithoutLedger.contains(key);
  }

  /** The size of the data folder, in bytes. */
  long dataSize() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Ends the run as Ctrl-C does; returns its exit status. */
  int end() throws Exception {
    process.interrupt();
    return process.awaitEnd();
  }

  @Override
  public void close() {
    process.close();
  }
}
