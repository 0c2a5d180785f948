package dev.everhook.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.AwsClients;
import dev.everhook.core.SqsRefreshQueue;
import dev.everhook.it.embedded.EmbeddedProcess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sqs.SqsClient;

/** {@code everhook up} as a process of its own, from the built distribution. */
public final class Everhook implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final EmbeddedProcess process;
  private final Path data;
  private final List<JsonNode> events;

  /** What a command that ended printed. */
  public record Ended(int status, String out, String err) {}

  private Everhook(EmbeddedProcess process, Path data, List<JsonNode> events) {
    this.process = process;
    this.data = data;
    this.events = events;
  }

  /** Starts the run and waits until it is ready. */
  public static Everhook up(Path data, String... arguments) throws Exception {
    return start(builder(EmbeddedProcess.up(data, List.of(arguments))), data);
  }

  /** Starts a run that stands still at a point in the delivery of a key, until it is killed. */
  static Everhook crashing(CrashPoint point, String key, Path data, String... parameters)
      throws Exception {
    List<String> program = new ArrayList<>(List.of(CrashingRun.class.getName()));
    program.addAll(List.of(point.name(), key, data.toString()));
    program.addAll(List.of(parameters));
    return start(builder(program), data);
  }

  private static Everhook start(ProcessBuilder builder, Path data) throws Exception {
    List<JsonNode> events = new CopyOnWriteArrayList<>();
    return new Everhook(EmbeddedProcess.start(builder, events::add), data, events);
  }

  /** Runs a command that is not {@code up}, or one that is meant to fail, to its end. */
  static Ended run(String... arguments) throws Exception {
    return end(command(List.of(arguments)).start());
  }

  /** The same, where no token is set. */
  static Ended runWithoutToken(String... arguments) throws Exception {
    ProcessBuilder builder = command(List.of(arguments));
    builder.environment().remove("EVERHOOK_AUTH_TOKEN");
    return end(builder.start());
  }

  private static Ended end(Process process) throws Exception {
    process.getOutputStream().close();
    CompletableFuture<String> err =
        CompletableFuture.supplyAsync(() -> text(process.errorReader(StandardCharsets.UTF_8)));
    String out = text(process.inputReader(StandardCharsets.UTF_8));
    return new Ended(process.waitFor(), out, err.get());
  }

  /** Runs a command against this run. */
  Ended command(String... arguments) throws Exception {
    return run(withData(arguments).toArray(String[]::new));
  }

  /** Who runs commands against this run. */
  public Operator operator() {
    return new Operator("--data", data.toString());
  }

  /** Begins a command against this run, for a test that ends it in the middle. */
  Process begin(String... arguments) throws IOException {
    return command(withData(arguments))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private List<String> withData(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return all;
  }

  /** Waits until the refresh queue holds nothing; fails when it does not shrink for a minute. */
  void awaitEmptyQueue() {
    try (SqsClient sqs = AwsClients.sqs(endpoint("sqs"))) {
      SqsRefreshQueue queue =
          new SqsRefreshQueue(sqs, endpoint("refreshQueue"), InstantSource.system());
      for (long depth = queue.depth().total(); depth > 0; depth = queue.depth().total()) {
        long before = depth;
        awaitThat("a refresh queue of less than " + before, () -> queue.depth().total() < before);
      }
    }
  }

  private static ProcessBuilder command(List<String> arguments) {
    List<String> program = new ArrayList<>(List.of("dev.everhook.cli.Everhook"));
    program.addAll(arguments);
    return builder(program);
  }

  private static ProcessBuilder builder(List<String> program) {
    String classPath =
        EmbeddedProcess.distribution()
            + File.pathSeparator
            + System.getProperty("everhook.test-classes");
    ProcessBuilder builder = EmbeddedProcess.java(List.of(), classPath, program);
    builder.environment().put("EVERHOOK_AUTH_TOKEN", Receiver.TOKEN);
    return builder;
  }

  private static String text(BufferedReader reader) {
    StringBuilder text = new StringBuilder();
    reader.lines().forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /** An endpoint that it named when it was ready. */
  public URI endpoint(String name) {
    return process.endpoint(name);
  }

  /** The events so far, of one kind. */
  public List<JsonNode> events(String kind) {
    return events.stream().filter(event -> event.path("event").asText().equals(kind)).toList();
  }

  /** Waits for an event; fails after two minutes. */
  public JsonNode awaitEvent(String kind, Predicate<JsonNode> wanted) {
    awaitThat(kind + " event", () -> events(kind).stream().anyMatch(wanted));
    return events(kind).stream().filter(wanted).findFirst().orElseThrow();
  }

  /** Waits until something holds; fails after two minutes. */
  public static void awaitThat(String what, BooleanSupplier condition) {
    awaitThat(what, Duration.ofMillis(20), condition);
  }

  /**
   * The same for something that is costly to ask.
   *
   * @param pause between two questions
   */
  public static void awaitThat(String what, Duration pause, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for: " + what);
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  /** {@code kill -9}. */
  public void killHard() throws InterruptedException {
    process.killHard();
  }

  /** What Ctrl-C does. */
  void interrupt() {
    process.interrupt();
  }

  /** Waits for the end, and returns the exit status. */
  public int awaitEnd() throws Exception {
    return process.awaitEnd();
  }

  @Override
  public void close() {
    process.close();
  }
}
