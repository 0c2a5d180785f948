package dev.everhook.benchmarks;

import dev.everhook.core.AwsClients;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SqsRefreshQueue;
import dev.everhook.embedded.EmbeddedRun;
import dev.everhook.embedded.RunOptions;
import dev.everhook.embedded.sqs.DataFolder;
import dev.everhook.embedded.sqs.RunningEndpoints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * How many deliveries a second an embedded run makes of a full queue, with queue and ledger on
 * disk: 5 batches of 10 at a time, so 50 calls in flight.
 */
final class Drain {
  private static final int IN_FLIGHT = 50;

  private Drain() {}

  static void run(PrintStream out) throws Exception {
    out.println();
    out.println("Deliveries a second from a full embedded queue, 50 calls in flight");
    out.printf("%-20s %10s %10s %8s%n", "", "bare calls", "deliveries", "");
    compare(out, Duration.ZERO, 10_000);
    compare(out, Duration.ofMillis(200), 5_000);
  }

  private static void compare(PrintStream out, Duration delay, int messages) throws Exception {
    Path folder = Files.createTempDirectory("everhook-benchmark");
    try (LoopbackWebhook webhook = LoopbackWebhook.start(delay);
        EmbeddedRun run = start(folder, webhook)) {
      run.failure().thenAccept(failure -> out.println("The run failed: " + failure));
      RunningEndpoints endpoints = DataFolder.running(folder).orElseThrow();
      warmUp(endpoints, webhook);
      webhook.shut(messages);
      fill(endpoints, "measured", messages);
      long start = System.nanoTime();
      webhook.open();
      webhook.awaitCalls();
      double deliveries = rate(messages, start);
      double calls = bareCallsASecond(webhook, messages);
      out.printf(
          "%-20s %10.0f %10.0f %6.1f %%%n",
          "webhook of %d ms".formatted(delay.toMillis()),
          calls,
          deliveries,
          100 * deliveries / calls);
    }
  }

  private static double rate(int calls, long startNanos) {
    return calls / ((System.nanoTime() - startNanos) / 1e9);
  }

  /** What the webhook can take: as many bare calls in flight, on connections that are kept. */
  private static double bareCallsASecond(LoopbackWebhook webhook, int calls) throws Exception {
    PoolingHttpClientConnectionManager connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnPerRoute(IN_FLIGHT)
            .setMaxConnTotal(IN_FLIGHT)
            .build();
    try (CloseableHttpClient client =
        HttpClients.custom().setConnectionManager(connections).build()) {
      callAll(client, webhook, IN_FLIGHT * 5);
      long start = System.nanoTime();
      callAll(client, webhook, calls);
      return rate(calls, start);
    }
  }

  private static void callAll(CloseableHttpClient client, LoopbackWebhook webhook, int calls)
      throws Exception {
    AtomicInteger left = new AtomicInteger(calls);
    Callable<Boolean> caller =
        () -> {
          while (left.getAndDecrement() > 0) {
            BareCall.make(client, webhook.url());
          }
          return true;
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> ended : threads.invokeAll(Collections.nCopies(IN_FLIGHT, caller))) {
        ended.get();
      }
    }
  }

  private static void warmUp(RunningEndpoints endpoints, LoopbackWebhook webhook)
      throws InterruptedException {
    webhook.shut(2_000);
    webhook.open();
    fill(endpoints, "warm-up", 2_000);
    webhook.awaitCalls();
  }

  private static EmbeddedRun start(Path folder, LoopbackWebhook webhook) throws IOException {
    return EmbeddedRun.start(
        new RunOptions(
            folder,
            0,
            RunOptions.LogFormat.JSON,
            null,
            null,
            List.of("WebhookUrl=" + webhook.url(), "ScheduleState=DISABLED", "MaxConcurrency=5"),
            Map.of(),
            new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8)));
  }

  private static void fill(RunningEndpoints endpoints, String name, int messages) {
    try (SqsClient sqs = AwsClients.sqs(endpoints.sqs())) {
      new SqsRefreshQueue(sqs, endpoints.refreshQueue(), InstantSource.system())
          .send(
              IntStream.range(0, messages)
                  .mapToObj(
                      i ->
                          new RefreshRequest.Manual(
                              name + "-" + i, "benchmark", "a benchmark", null, null))
                  .map(request -> new OutgoingMessage(RefreshRequestJson.write(request)))
                  .toList());
    }
  }
}
