package dev.everhook.it.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** {@code everhook up --log json} in a process that can be killed. */
public final class EmbeddedProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Consumer<JsonNode> events;
  private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
  private final CompletableFuture<Boolean> allRead = new CompletableFuture<>();

  private EmbeddedProcess(Process process, Consumer<JsonNode> events) {
    this.process = process;
    this.events = events;
  }

  /**
   * A Java process with the classes of the built distribution, and the flags of the launcher.
   *
   * @param flags of the virtual machine, besides those
   * @param classPath of the distribution, and of what comes after it
   * @param program the main class and its arguments
   */
  public static ProcessBuilder java(List<String> flags, String classPath, List<String> program) {
    List<String> all = new ArrayList<>(ClassArchive.flags());
    all.addAll(flags);
    return plainJava(all, classPath, program);
  }

  /** The same without an archive of classes. */
  static ProcessBuilder plainJava(List<String> flags, String classPath, List<String> program) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath));
    command.addAll(program);
    return new ProcessBuilder(command);
  }

  /** The classes of the distribution that the build has made. */
  public static String distribution() {
    return System.getProperty("everhook.distribution") + "/lib/*";
  }

  /** The program {@code everhook up} over a data folder, on free ports. */
  public static List<String> up(Path data, List<String> parameters) {
    List<String> program = new ArrayList<>(List.of("dev.everhook.cli.Everhook", "up"));
    program.addAll(List.of("--port", "0", "--log", "json", "--data", data.toString()));
    program.addAll(parameters);
    return program;
  }

  /**
   * Starts the run and waits until it is ready.
   *
   * @param events is told each event, on one thread
   */
  public static EmbeddedProcess start(ProcessBuilder builder, Consumer<JsonNode> events)
      throws Exception {
    EmbeddedProcess run =
        new EmbeddedProcess(
            builder.inheritIO().redirectOutput(ProcessBuilder.Redirect.PIPE).start(), events);
    Thread.ofVirtual().start(run::readEvents);
    try {
      run.ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      run.close();
      throw e;
    }
    return run;
  }

  private void readEvents() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode event = JSON.readTree(line);
        events.accept(event);
        if (event.path("event").asText().equals("ready")) {
          ready.complete(event);
        }
      }
    } catch (IOException e) {
      // The process is gone.
    } finally {
      allRead.complete(true);
      ready.completeExceptionally(new IllegalStateException("it ended before it was ready"));
    }
  }

  /** An endpoint that it named when it was ready. */
  public URI endpoint(String name) {
    return URI.create(ready.join().path(name).asText());
  }

  /** The process's number. */
  public long pid() {
    return process.pid();
  }

  /** What it took of the processors so far; zero where the system does not say so. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** {@code kill -9}. */
  public void killHard() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What Ctrl-C does. By the handle, since the process itself would close its output too. */
  public void interrupt() {
    process.toHandle().destroy();
  }

  /** Waits for the end, and returns the exit status. */
  public int awaitEnd() throws Exception {
    int status = process.waitFor();
    allRead.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return status;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
