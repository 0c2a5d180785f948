package dev.everhook.benchmarks;

import dev.everhook.core.AwsClients;
import dev.everhook.core.ledger.LedgerStore;
import dev.everhook.embedded.EmbeddedRun;
import dev.everhook.embedded.Functions;
import dev.everhook.embedded.RunOptions;
import dev.everhook.embedded.sqs.DataFolder;
import dev.everhook.embedded.sqs.RunningEndpoints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * How fast the redrive function plans and moves a full dead-letter queue, every letter's delivery
 * known to the ledger, against a bare loop of the SDK's receive, send and delete of batches with as
 * many lanes on the same queues. Queues and ledger are on disk.
 */
final class RedriveRate {
  private static final int LETTERS = Integer.getInteger("redrive.letters", 100_000);
  private static final int ROUNDS = Integer.getInteger("redrive.rounds", 1);
  private static final int WARM_UP = Math.min(LETTERS, 10_000);

  private RedriveRate() {}

  static void run(PrintStream out) throws Exception {
    out.println();
    out.printf("%,d dead letters in the embedded queue, 8 lanes%n", LETTERS);
    out.printf("%-32s %14s%n", "", "letters/s");
    Path folder = Files.createTempDirectory("everhook-benchmark");
    // Nothing is delivered meanwhile.
    Files.createFile(folder.resolve("paused"));
    AtomicReference<LedgerStore> ledger = new AtomicReference<>();
    try (LoopbackWebhook webhook = LoopbackWebhook.start(Duration.ZERO);
        EmbeddedRun run = start(folder, webhook, ledger);
        FunctionCalls functions = new FunctionCalls()) {
      run.failure().thenAccept(failure -> out.println("The run failed: " + failure));
      RunningEndpoints endpoints = DataFolder.running(folder).orElseThrow();
      try (SqsClient sqs = AwsClients.sqs(run.queues())) {
        BareMove there = new BareMove(sqs, endpoints.deadLetterQueue(), endpoints.refreshQueue());
        BareMove back = new BareMove(sqs, endpoints.refreshQueue(), endpoints.deadLetterQueue());
        DeadLetters letters =
            new DeadLetters(sqs, endpoints.deadLetterQueue(), Objects.requireNonNull(ledger.get()));
        letters.send("warm-up", WARM_UP);
        there.run();
        back.run();
        redrive(functions, endpoints.invoke());
        letters.send("measured", LETTERS - WARM_UP);
        back.run();

        double plan = timed(() -> plan(functions, endpoints.invoke()));
        long before = heapInUse();
        double[] bare = new double[ROUNDS];
        double[] redrive = new double[ROUNDS];
        // In turn, so that what disturbs one disturbs the other.
        for (int i = 0; i < ROUNDS; i++) {
          bare[i] = there.run();
          back.run();
          redrive[i] = timed(() -> redrive(functions, endpoints.invoke()));
          back.run();
        }
        Arrays.sort(bare);
        Arrays.sort(redrive);
        print(out, "bare loop", bare[ROUNDS / 2]);
        print(out, "redrive", redrive[ROUNDS / 2]);
        print(out, "plan", plan);
        out.printf(
            "%-32s %11.1f %%%n", "redrive of bare", 100 * bare[ROUNDS / 2] / redrive[ROUNDS / 2]);
        out.printf("%-32s %11d MB%n", "heap grew by", (heapInUse() - before) >> 20);
      }
    }
  }

  private static EmbeddedRun start(
      Path folder, LoopbackWebhook webhook, AtomicReference<LedgerStore> ledger)
      throws IOException {
    return EmbeddedRun.start(
        new RunOptions(
            folder,
            0,
            RunOptions.LogFormat.JSON,
            null,
            null,
            List.of("WebhookUrl=" + webhook.url(), "ScheduleState=DISABLED"),
            Map.of(),
            new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8)),
        store -> {
          ledger.set(store);
          return store;
        });
  }

  private static void plan(FunctionCalls functions, URI invoke) throws IOException {
    String answer = functions.invoke(invoke, Functions.REDRIVE, "{\"action\":\"plan\"}");
    if (!answer.contains("\"movable\":" + LETTERS)) {
      throw new IllegalStateException("not all were planned: " + answer);
    }
  }

  private static void redrive(FunctionCalls functions, URI invoke) throws IOException {
    String answer =
        functions.invoke(
            invoke,
            Functions.REDRIVE,
            "{\"action\":\"redrive\",\"filter\":{\"reasons\":[\"rejected\"]},\"limit\":100000}");
    if (!answer.contains("\"remaining\":0")) {
      throw new IllegalStateException("not all were moved: " + answer);
    }
  }

  /** Something that moves letters. */
  private interface Move {
    void run() throws IOException;
  }

  private static double timed(Move move) throws IOException {
    long start = System.nanoTime();
    move.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(PrintStream out, String name, double seconds) {
    out.printf("%-32s %14.0f%n", name, LETTERS / seconds);
  }

  /** In bytes, after a collection. */
  private static long heapInUse() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
