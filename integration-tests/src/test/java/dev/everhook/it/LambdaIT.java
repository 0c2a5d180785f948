package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.Payload;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SqsRefreshQueue;
import dev.everhook.it.Receiver.Call;
import dev.everhook.it.lambda.ExitAgent;
import dev.everhook.it.lambda.FunctionSetup;
import dev.everhook.it.lambda.InvokeResult;
import dev.everhook.it.lambda.LambdaFunction;
import dev.everhook.it.lambda.LocalAccount;
import dev.everhook.it.lambda.LocalServices;
import dev.everhook.it.lambda.QueueMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worker's zip as Lambda runs it, stopped in every way that Lambda knows: no message is lost,
 * and it is delivered in the end with the same key.
 */
class LambdaIT {
  private static final String WORKER = "WorkerFunction";
  private static final String NOTHING_FAILED = "{\"batchItemFailures\":[]}";

  @TempDir private Path folder;
  private Receiver receiver;
  private LocalAccount account;
  private QueueMapping mapping;

  @BeforeEach
  void account() throws Exception {
    receiver = Receiver.start();
    String[] url = receiver.parameter().split("=", 2);
    account =
        new LocalAccount(
            folder,
            new LocalServices(folder.resolve("queues")),
            Receiver.TOKEN,
            Map.of(url[0], url[1], "WebhookTimeout", "10", "RetryBaseDelay", "1"));
    mapping = account.mapping();
  }

  @AfterEach
  void end() throws Exception {
    account.close();
    receiver.close();
  }

  @Test
  void a_cold_start_delivers_and_the_same_process_takes_the_next() throws Exception {
    try (LambdaFunction worker = worker(account.setup(WORKER))) {
      RefreshRequest slot = slot("2026-01-01T00:00:00Z");
      send(slot);
      assertThat(mapping.deliverBatch(worker)).isEqualTo(new InvokeResult.Answered(NOTHING_FAILED));
      long process = worker.process().pid();

      RefreshRequest next = slot("2026-01-04T00:00:00Z");
      send(next);
      assertThat(mapping.deliverBatch(worker)).isEqualTo(new InvokeResult.Answered(NOTHING_FAILED));

      assertThat(worker.process().pid()).isEqualTo(process);
      assertThat(receiver.calls()).extracting(Call::key).containsExactly(key(slot), key(next));
      assertThat(receiver.calls())
          .extracting(Call::authorization)
          .containsOnly("Bearer " + Receiver.TOKEN);
      assertThat(mapping.left()).isZero();
    }
  }

  @Test
  void of_a_batch_only_what_failed_comes_again() throws Exception {
    receiver.answers(call -> call.body().equals("\"0\"") && call.attempt() == 1 ? 503 : 200);
    try (LambdaFunction worker = worker(account.setup(WORKER))) {
      send(IntStream.range(0, 3).mapToObj(i -> manual("m-" + i, "\"" + i + "\"")).toList());
      while (receiver.keys().size() < 3) {
        mapping.deliverBatch(worker);
      }
      assertThat(mapping.left()).isEqualTo(1);

      mapping.deliverBatch(worker);

      assertThat(mapping.left()).isZero();
      assertThat(receiver.calls()).hasSize(4);
      assertThat(receiver.calls().getLast().body()).isEqualTo("\"0\"");
      assertThat(receiver.calls().getLast().attempt()).isEqualTo(2);
    }
  }

  @Test
  void a_message_outlasts_the_timeout_of_the_function() throws Exception {
    RefreshRequest slot = slot("2026-01-01T00:00:00Z");
    try (LambdaFunction worker = worker(account.setup(WORKER))) {
      assertThat(stopDuringTheCall(slot, worker, worker::timeIsUp))
          .isEqualTo(new InvokeResult.Failed("Sandbox.Timedout"));

      visibilityAndLeaseEnd(slot);
      mapping.deliverBatch(worker);
    }
    assertDeliveredWithTheSameKey(slot);
  }

  @Test
  void a_message_outlasts_the_exit_of_the_process() throws Exception {
    RefreshRequest slot = slot("2026-01-01T00:00:00Z");
    FunctionSetup setup = account.setup(WORKER).with(ExitAgent.flag(folder));
    try (LambdaFunction worker = worker(setup)) {
      assertThat(stopDuringTheCall(slot, worker, () -> worker.process().tell("exit")))
          .isEqualTo(new InvokeResult.Failed("Runtime.ExitError: exit status 23"));

      visibilityAndLeaseEnd(slot);
      mapping.deliverBatch(worker);
    }
    assertDeliveredWithTheSameKey(slot);
  }

  @Test
  void a_running_lease_hides_the_message_of_a_killed_worker() throws Exception {
    RefreshRequest slot = slot("2026-01-01T00:00:00Z");
    try (LambdaFunction worker = worker(account.setup(WORKER))) {
      stopDuringTheCall(slot, worker, worker::timeIsUp);

      mapping.visibilityEnds();
      InvokeResult result = mapping.deliverBatch(worker);

      assertThat(result).isInstanceOf(InvokeResult.Answered.class);
      assertThat(mapping.left()).isEqualTo(1);
      assertThat(receiver.calls()).hasSize(1);
    }
  }

  @Test
  void messages_outlast_a_worker_without_memory() throws Exception {
    String payload = "\"" + "x".repeat(190 * 1024) + "\"";
    List<RefreshRequest> requests =
        IntStream.range(0, 10).mapToObj(i -> manual("large-" + i, payload)).toList();
    // Lambda kills a process that outgrows its memory, wherever it is.
    FunctionSetup small = account.setup(WORKER).with("-Xmx14m", "-XX:+ExitOnOutOfMemoryError");
    try (LambdaFunction worker = worker(small)) {
      send(requests);
      assertThat(mapping.deliverBatch(worker))
          .isEqualTo(new InvokeResult.Failed("Runtime.ExitError: exit status 3"));
      assertThat(worker.log()).anyMatch(line -> line.contains("OutOfMemoryError"));
    }

    requests.forEach(request -> account.leaseEnds(request.key(0)));
    mapping.visibilityEnds();
    try (LambdaFunction worker = worker(account.setup(WORKER))) {
      while (mapping.left() > 0 || receiver.keys().size() < requests.size()) {
        mapping.deliverBatch(worker);
      }
    }
    assertThat(receiver.keys())
        .isEqualTo(new TreeSet<>(requests.stream().map(LambdaIT::key).toList()));
  }

  @Test
  void a_message_outlasts_a_function_that_cannot_start() throws Exception {
    RefreshRequest slot = slot("2026-01-01T00:00:00Z");
    send(slot);
    try (LambdaFunction worker = worker(account.setup(WORKER).without("WEBHOOK_URL"))) {
      assertThat(mapping.deliverBatch(worker))
          .isInstanceOfSatisfying(
              InvokeResult.Failed.class,
              failed -> assertThat(failed.problem()).startsWith("init:").contains("WebhookUrl"));
    }
    assertThat(receiver.calls()).isEmpty();

    mapping.visibilityEnds();
    try (LambdaFunction worker = worker(account.setup(WORKER))) {
      mapping.deliverBatch(worker);
    }
    assertDeliveredWithTheSameKey(slot);
  }

  /** Delivers {@code request} until its call has come to the webhook, and stops the worker then. */
  private InvokeResult stopDuringTheCall(RefreshRequest request, LambdaFunction worker, Stop stop)
      throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    receiver.answers(
        call -> {
          called.countDown();
          Receiver.await(stopped);
          return 200;
        });
    send(request);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var invoke = threads.submit(() -> mapping.deliverBatch(worker));
      Receiver.await(called);
      stop.stop();
      InvokeResult result = invoke.get();
      receiver.answers(call -> 200);
      stopped.countDown();
      receiver.await("the call that was cut off", calls -> calls.size() == 1);
      return result;
    }
  }

  private interface Stop {
    void stop() throws IOException;
  }

  private void visibilityAndLeaseEnd(RefreshRequest request) {
    account.leaseEnds(request.key(0));
    mapping.visibilityEnds();
  }

  private void assertDeliveredWithTheSameKey(RefreshRequest request) {
    assertThat(mapping.left()).isZero();
    assertThat(receiver.calls()).isNotEmpty().extracting(Call::key).containsOnly(key(request));
  }

  private LambdaFunction worker(FunctionSetup setup) {
    return new LambdaFunction(setup, account.timeout(WORKER));
  }

  private void send(RefreshRequest request) {
    send(List.of(request));
  }

  private void send(List<RefreshRequest> requests) {
    new SqsRefreshQueue(account.sqs(), account.refreshQueue(), InstantSource.system())
        .send(
            requests.stream()
                .map(request -> new OutgoingMessage(RefreshRequestJson.write(request)))
                .toList());
  }

  private static RefreshRequest slot(String time) {
    return new RefreshRequest.Scheduled(
        "arn:aws:scheduler:us-east-1:000000000000:schedule/everhook/refresh", Instant.parse(time));
  }

  private static RefreshRequest manual(String id, String payload) {
    return new RefreshRequest.Manual(id, "test", "a test", new Payload(payload), null);
  }

  private static String key(RefreshRequest request) {
    IdempotencyKey key = request.key(0);
    return key.toString();
  }
}
