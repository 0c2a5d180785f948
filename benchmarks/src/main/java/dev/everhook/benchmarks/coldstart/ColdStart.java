package dev.everhook.benchmarks.coldstart;

import static java.util.Objects.requireNonNull;

import dev.everhook.it.lambda.FunctionProcess;
import dev.everhook.it.lambda.InvokeResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * From the start of a function's process to the first byte at an HTTPS webhook, the secret read and
 * the claim made on the way, also over HTTPS: Everhook's worker and its peers, turn by turn.
 */
public final class ColdStart {
  private static final int ROUNDS = Integer.getInteger("everhook.rounds", 15);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * What one cold start took, in milliseconds.
   *
   * @param cpu the CPU time of the process up to the first byte, which a busy machine changes least
   */
  private record Times(double init, double firstByte, double cpu) {}

  private ColdStart() {}

  /** Prints a table for each share of a CPU. */
  public static void run(PrintStream out) throws Exception {
    Path folder = Files.createTempDirectory("everhook-cold-start");
    Certificate certificate = Certificate.make(folder);
    try (HttpsStub stub = HttpsStub.start(certificate)) {
      List<Peer> peers = peers(out, new Peers(folder, stub, certificate));
      for (Cpu cpu : Cpu.values()) {
        String problem = cpu.problem();
        if (problem != null) {
          out.printf("%nCold start at %s: skipped, since %s.%n", cpu.title(), problem);
          continue;
        }
        measure(out, cpu, peers, stub);
      }
    } finally {
      Cpu.clean();
    }
  }

  private static List<Peer> peers(PrintStream out, Peers peers) throws IOException {
    List<Peer> made = new ArrayList<>(List.of(peers.naive(), peers.worker()));
    String image = System.getProperty("everhook.image");
    if (image != null && Files.exists(Path.of(image, "java.args"))) {
      made.add(peers.image(Path.of(image)));
    } else {
      out.println("The image flavour is skipped: infra/image/train was not run.");
    }
    if (Cpu.onPath("node")) {
      made.add(peers.node());
    } else {
      out.println("The Node.js function is skipped: there is no node.");
    }
    return made;
  }

  private static void measure(PrintStream out, Cpu cpu, List<Peer> peers, HttpsStub stub)
      throws Exception {
    Map<Peer, List<Times>> measured = new LinkedHashMap<>();
    peers.forEach(peer -> measured.put(peer, new ArrayList<>()));
    for (int round = 0; round <= ROUNDS; round++) {
      for (Peer peer : peers) {
        Times times = coldStart(peer, cpu, stub);
        // The first round fills the caches of the machine.
        if (round > 0) {
          requireNonNull(measured.get(peer)).add(times);
        }
      }
    }
    print(out, cpu, measured);
  }

  private static Times coldStart(Peer peer, Cpu cpu, HttpsStub stub) throws Exception {
    CompletableFuture<Long> called = stub.nextCall();
    List<String> command = new ArrayList<>(Cpu.pinned());
    command.addAll(peer.command());
    long start = System.nanoTime();
    try (FunctionProcess process =
        FunctionProcess.start(command, peer.taskRoot(), peer.environment())) {
      cpu.hold(process.pid());
      process.api().initEnded().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      long initEnded = System.nanoTime();
      cpu.cut();
      Instant now = Instant.now();
      var result = process.api().invoke(event(now), now.plusSeconds(660));
      long firstByte = called.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      double cpuTime = cpuMillis(process.pid());
      if (!(result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS) instanceof InvokeResult.Answered)) {
        throw new IllegalStateException(peer.name() + " failed: " + process.log());
      }
      return new Times((initEnded - start) / 1e6, (firstByte - start) / 1e6, cpuTime);
    } catch (TimeoutException e) {
      throw new IllegalStateException(peer.name() + " made no call", e);
    }
  }

  private static double cpuMillis(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(Duration::toMillis)
        .orElse(0L);
  }

  private static String event(Instant now) {
    return
"""
      {"Records":[{"messageId":"1","receiptHandle":"1","attributes":{"ApproximateReceiveCount":"1",\
      "SentTimestamp":"%1$d","ApproximateFirstReceiveTimestamp":"%1$d"},"messageAttributes":{},\
      "eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-1:000000000000:RefreshQueue",\
      "awsRegion":"us-east-1","body":"{\\"version\\":1,\\"trigger\\":\\"schedule\\",\
      \\"scheduleArn\\":\\"arn:aws:scheduler:us-east-1:000000000000:schedule/everhook/refresh\\",\
      \\"scheduledTime\\":\\"%2$s\\"}"}]}\
"""
        .formatted(now.toEpochMilli(), now);
  }

  private static void print(PrintStream out, Cpu cpu, Map<Peer, List<Times>> measured) {
    out.printf("%nCold start at %s: from process start, ms; medians of %d%n", cpu.title(), ROUNDS);
    out.printf(
        "%-20s %8s %12s %10s %10s %10s%n",
        "", "init", "first byte", "of naive", "CPU time", "package");
    @Nullable Double naive = null;
    for (Map.Entry<Peer, List<Times>> entry : measured.entrySet()) {
      double init = median(entry.getValue().stream().map(Times::init).toList());
      double firstByte = median(entry.getValue().stream().map(Times::firstByte).toList());
      naive = naive == null ? firstByte : naive;
      out.printf(
          "%-20s %8.0f %12.0f %8.0f %% %10.0f %7.1f MB%n",
          entry.getKey().name(),
          init,
          firstByte,
          100 * firstByte / naive,
          median(entry.getValue().stream().map(Times::cpu).toList()),
          entry.getKey().bytes() / 1e6);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
