package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.everhook.core.FunctionContext;
import dev.everhook.core.InMemoryQueue;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SettableClock;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.embedded.ledger.H2LedgerStore;
import dev.everhook.it.lambda.WorkerDefaults;
import dev.everhook.worker.DeliveryHandler;
import dev.everhook.worker.SecretSource;
import dev.everhook.worker.WebhookSecret;
import dev.everhook.worker.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workers on one queue, and one ledger on disk, with every message in the queue twice. */
class DoubledMessagesIT {
  private static final int DELIVERIES = 10_000;
  private static final int WORKERS = 2;

  /** A slow machine is no outage here, which would allow for a second call. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final SettableClock clock = new SettableClock();
  private final InMemoryQueue queue = new InMemoryQueue("refresh", clock);
  private final InMemoryQueue deadLetters = new InMemoryQueue("dead", clock);

  @Test
  void each_delivery_is_called_exactly_once(@TempDir Path folder) throws Exception {
    sendAllTwice(new Random(7));
    try (Receiver receiver = Receiver.start();
        H2LedgerStore store = H2LedgerStore.open(folder, clock, PATIENCE);
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
      WorkerSettings settings = WorkerDefaults.of(receiver.parameter().replace("WebhookUrl=", ""));
      List<DeliveryHandler> workers =
          IntStream.range(0, WORKERS).mapToObj(i -> worker(settings, store)).toList();
      while (!queue.messages().isEmpty()) {
        List<Future<?>> runs = new ArrayList<>();
        workers.forEach(worker -> runs.add(threads.submit(() -> work(worker))));
        for (Future<?> run : runs) {
          run.get();
        }
        // What met the lease of its double is visible again.
        clock.advance(settings.times().lease());
      }

      assertThat(receiver.calls()).hasSize(DELIVERIES);
      assertThat(receiver.keys()).hasSize(DELIVERIES);
      assertThat(deadLetters.messages()).isEmpty();
      assertThat(store.overdue(clock.instant(), 1)).isEmpty();
    }
  }

  private void sendAllTwice(Random random) {
    List<OutgoingMessage> messages =
        IntStream.range(0, DELIVERIES)
            .mapToObj(
                i -> new RefreshRequest.Manual("request-" + i, "somebody", "a test", null, null))
            .map(request -> new OutgoingMessage(RefreshRequestJson.write(request)))
            .flatMap(message -> Collections.nCopies(2, message).stream())
            .collect(Collectors.toCollection(ArrayList::new));
    // Half of all doubles are near one another, and half anywhere.
    Collections.shuffle(messages.subList(0, DELIVERIES), random);
    queue.send(messages);
  }

  /** Polls as Lambda does, until nothing is visible. */
  private void work(DeliveryHandler worker) {
    while (true) {
      List<ReceivedMessage> batch = queue.receive(10, Duration.ofHours(1), Duration.ZERO);
      if (batch.isEmpty()) {
        return;
      }
      SQSEvent event = new SQSEvent();
      event.setRecords(batch.stream().map(DoubledMessagesIT::asLambdaPassesIt).toList());
      Set<String> failed =
          worker
              .handleRequest(event, new FunctionContext(Duration.ofMinutes(11)))
              .getBatchItemFailures()
              .stream()
              .map(BatchItemFailure::getItemIdentifier)
              .collect(Collectors.toSet());
      queue.delete(batch.stream().filter(message -> !failed.contains(message.id())).toList());
    }
  }

  private static SQSMessage asLambdaPassesIt(ReceivedMessage message) {
    SQSMessage passed = new SQSMessage();
    passed.setMessageId(message.id());
    passed.setReceiptHandle(message.receipt());
    passed.setBody(message.body());
    passed.setAttributes(
        Map.of(
            "ApproximateReceiveCount", Integer.toString(message.receiveCount()),
            "SentTimestamp", Long.toString(message.sentAt().toEpochMilli()),
            "ApproximateFirstReceiveTimestamp",
                Long.toString(message.firstReceivedAt().toEpochMilli())));
    return passed;
  }

  private DeliveryHandler worker(WorkerSettings settings, H2LedgerStore store) {
    WebhookSecret secret = new WebhookSecret(Receiver.TOKEN, List.of(), "1");
    return new DeliveryHandler(
        settings,
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
        queue,
        deadLetters,
        event -> {},
        clock,
        () -> 0.5);
  }
}
