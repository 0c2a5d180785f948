package dev.everhook.it.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** One process of a function, as Lambda starts it, with the Runtime API that it asks for events. */
public final class FunctionProcess implements AutoCloseable {
  private final RuntimeApi api;
  private final Process process;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Boolean> logRead = new CompletableFuture<>();

  private FunctionProcess(RuntimeApi api, Process process) {
    this.api = api;
    this.process = process;
    Thread.ofVirtual().start(this::readLog);
  }

  /** Starts a process of Java under AWS's runtime interface client. */
  public static FunctionProcess start(FunctionSetup setup) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagedRuntime.flags(setup.memory()));
    command.add(NativeLibrary.flag());
    command.addAll(setup.jvmFlags());
    command.addAll(List.of("-classpath", ManagedRuntime.classPath()));
    command.addAll(List.of(ManagedRuntime.MAIN, setup.handler()));
    return start(command, setup.taskRoot(), setup.environment());
  }

  /**
   * Starts any runtime.
   *
   * @param taskRoot where it starts
   * @param environment all of its environment, but for the Runtime API's address
   */
  public static FunctionProcess start(
      List<String> command, Path taskRoot, Map<String, String> environment) throws IOException {
    RuntimeApi api = RuntimeApi.start();
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(taskRoot.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
    return new FunctionProcess(api, builder.start());
  }

  private void readLog() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(log::add);
    } catch (IOException | RuntimeException e) {
      // The process is gone, and so is what it had to say.
    } finally {
      logRead.complete(true);
    }
  }

  /** Its Runtime API. */
  public RuntimeApi api() {
    return api;
  }

  /** Done when it ended, all of its log read. */
  CompletableFuture<InvokeResult> end() {
    return process
        .onExit()
        .thenCombine(
            logRead,
            (ended, read) ->
                new InvokeResult.Failed("Runtime.ExitError: exit status " + ended.exitValue()));
  }

  /** Its id. */
  public long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it printed so far. */
  public List<String> log() {
    return log;
  }

  /** What an agent in the process reads from its standard input. */
  public void tell(String line) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
  }

  /** Kills it, and waits until it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Kills it, and ends its Runtime API. */
  @Override
  public void close() {
    kill();
    api.close();
  }
}
