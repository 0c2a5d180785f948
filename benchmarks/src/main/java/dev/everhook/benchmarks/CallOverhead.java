package dev.everhook.benchmarks;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.everhook.core.FunctionContext;
import dev.everhook.core.InMemoryQueue;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.InMemoryLedger;
import dev.everhook.core.ledger.LedgerStore;
import dev.everhook.embedded.ledger.H2LedgerStore;
import dev.everhook.it.lambda.WorkerDefaults;
import dev.everhook.worker.DeliveryHandler;
import dev.everhook.worker.SecretSource;
import dev.everhook.worker.WebhookSecret;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/**
 * How much longer a delivery takes than a bare call of HttpClient 5 to the same server: one message
 * an invocation, claim and success recorded. Bare calls and deliveries take turns, so that what
 * disturbs one disturbs the other.
 */
final class CallOverhead {
  private static final int WARM_UP = 5_000;
  private static final int CALLS = 20_000;

  private CallOverhead() {}

  /** Something to time. */
  private interface Call {
    void make() throws IOException;
  }

  static void run(PrintStream out) throws IOException {
    out.println("One delivery against one bare call, in microseconds");
    out.printf("%-32s %8s %8s%n", "", "p50", "p99");
    try (LoopbackWebhook webhook = LoopbackWebhook.start(Duration.ZERO)) {
      compare(out, "ledger in memory", webhook, new InMemoryLedger());
      Path folder = Files.createTempDirectory("everhook-benchmark");
      try (H2LedgerStore onDisk = H2LedgerStore.open(folder, InstantSource.system())) {
        compare(out, "ledger on disk (H2)", webhook, onDisk);
      }
    }
  }

  private static void compare(
      PrintStream out, String name, LoopbackWebhook webhook, LedgerStore store) throws IOException {
    DeliveryHandler worker = worker(webhook.url(), store);
    try (CloseableHttpClient client = HttpClients.createDefault()) {
      Call bare = () -> BareCall.make(client, webhook.url());
      Call delivery = () -> deliver(worker);
      time(bare, delivery, WARM_UP);
      long[][] nanos = time(bare, delivery, CALLS);
      print(out, "bare call", nanos[0]);
      print(out, "delivery, " + name, nanos[1]);
      out.printf(
          "%-32s %8.0f %8.0f%n",
          "  added",
          at(nanos[1], 0.5) - at(nanos[0], 0.5),
          at(nanos[1], 0.99) - at(nanos[0], 0.99));
    }
  }

  private static long[][] time(Call bare, Call delivery, int calls) throws IOException {
    long[][] nanos = new long[2][calls];
    for (int i = 0; i < calls; i++) {
      nanos[0][i] = time(bare);
      nanos[1][i] = time(delivery);
    }
    Arrays.sort(nanos[0]);
    Arrays.sort(nanos[1]);
    return nanos;
  }

  private static long time(Call call) throws IOException {
    long start = System.nanoTime();
    call.make();
    return System.nanoTime() - start;
  }

  private static void print(PrintStream out, String name, long[] sorted) {
    out.printf("%-32s %8.0f %8.0f%n", name, at(sorted, 0.5), at(sorted, 0.99));
  }

  /** A percentile in microseconds. */
  private static double at(long[] sorted, double percentile) {
    return sorted[(int) (sorted.length * percentile)] / 1_000.0;
  }

  private static void deliver(DeliveryHandler worker) {
    String id = UUID.randomUUID().toString();
    SQSMessage message = new SQSMessage();
    message.setMessageId(id);
    message.setReceiptHandle(id);
    message.setBody(
        RefreshRequestJson.write(
            new RefreshRequest.Manual(id, "benchmark", "a benchmark", null, null)));
    message.setAttributes(Map.of("ApproximateReceiveCount", "1"));
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    var answer = worker.handleRequest(event, new FunctionContext(Duration.ofMinutes(11)));
    if (!answer.getBatchItemFailures().isEmpty()) {
      throw new IllegalStateException("not delivered");
    }
  }

  private static DeliveryHandler worker(URI webhook, LedgerStore store) {
    InstantSource clock = InstantSource.system();
    WebhookSecret secret = new WebhookSecret("benchmark", List.of(), "1");
    return new DeliveryHandler(
        WorkerDefaults.of(webhook.toString()),
        new SecretSource() {
          @Override
          public WebhookSecret current() {
            return secret;
          }

          @Override
          public WebhookSecret reread() {
            return secret;
          }
        },
        new DeliveryLedger(store, clock, () -> UUID.randomUUID().toString()),
        new InMemoryQueue("refresh", clock),
        new InMemoryQueue("dead", clock),
        event -> {},
        clock,
        () -> 0.5);
  }
}
