package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.worker.CallResult.Answered;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections between calls, and many calls at a time. */
class WebhookClientConnectionTest {
  private static final int MANY = 200;
  private static final Answered DONE = new Answered(200, null, "done");

  @Test
  void a_kept_connection_is_used_again() throws IOException {
    try (FaultyServer server = FaultyServer.answering("200 OK", "done");
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      for (int i = 0; i < 5; i++) {
        assertThat(TimedCall.by(client, TimedCall.AMPLE)).isEqualTo(DONE);
      }

      assertThat(server.requests()).hasSize(5);
      assertThat(server.connections()).isOne();
    }
  }

  @Test
  void a_kept_connection_that_the_server_closed_is_not_used_again() throws Exception {
    try (FaultyServer server =
            new FaultyServer(
                connection -> {
                  connection.readRequest();
                  connection.answer("200 OK", "done");
                });
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      for (int i = 0; i < 5; i++) {
        assertThat(TimedCall.by(client, TimedCall.AMPLE)).isEqualTo(DONE);
        assertThat(server.awaitAllEnded()).isTrue();
      }

      assertThat(server.requests()).hasSize(5);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_kept_connection_that_breaks_just_as_it_is_used_again_is_unknown_and_not_repeated(
      boolean byReset) throws Exception {
    try (FaultyServer server =
            new FaultyServer(
                connection -> {
                  connection.readRequest();
                  connection.answer("200 OK", "done");
                  connection.readOneByte();
                  if (byReset) {
                    connection.reset();
                  }
                });
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      assertThat(TimedCall.by(client, TimedCall.AMPLE)).isEqualTo(DONE);
      assertThat(TimedCall.by(client, TimedCall.AMPLE))
          .isEqualTo(new CallResult.Failed(CallFailure.CONNECTION_BROKEN));

      assertThat(server.awaitAllEnded()).isTrue();
      assertThat(server.connections()).isOne();
      assertThat(TimedCall.by(client, TimedCall.AMPLE)).isEqualTo(DONE);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void idle_connections_are_dropped_when_asked() throws Exception {
    try (FaultyServer server = FaultyServer.answering("200 OK", "done");
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      TimedCall.by(client, TimedCall.AMPLE);
      client.dropIdleConnections();

      assertThat(server.awaitAllEnded()).isTrue();
      assertThat(TimedCall.by(client, TimedCall.AMPLE)).isEqualTo(DONE);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void dropping_idle_connections_leaves_a_call_alone() throws Exception {
    CountDownLatch dropped = new CountDownLatch(1);
    CountDownLatch arrived = new CountDownLatch(1);
    try (FaultyServer server =
            new FaultyServer(
                connection -> {
                  connection.readRequest();
                  arrived.countDown();
                  connection.await(dropped);
                  connection.answer("200 OK", "done");
                });
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<CallResult> call = threads.submit(() -> TimedCall.by(client, TimedCall.AMPLE));
      arrived.await();
      client.dropIdleConnections();
      dropped.countDown();

      assertThat(call.get()).isEqualTo(DONE);
    }
  }

  @Test
  void two_hundred_calls_are_made_at_a_time() throws Exception {
    CountDownLatch arrived = new CountDownLatch(MANY);
    try (FaultyServer server =
            new FaultyServer(
                connection -> {
                  connection.readRequest();
                  arrived.countDown();
                  connection.await(arrived);
                  connection.answer("200 OK", "done");
                });
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      assertThat(inParallel(client, TimedCall.AMPLE)).hasSize(MANY).containsOnly(DONE);
      assertThat(server.requests()).hasSize(MANY);
    }
  }

  @Test
  void two_hundred_timeouts_leave_no_connection_and_no_thread_behind() throws Exception {
    try (FaultyServer server = new FaultyServer(Conversation::stayForever);
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      assertThat(inParallel(client, Duration.ofSeconds(1)))
          .hasSize(MANY)
          .containsOnly(new CallResult.Failed(CallFailure.TIMEOUT));

      assertThat(server.awaitAllEnded()).isTrue();
      assertThat(ThreadDump.awaitNone("webhook-exchange")).isTrue();
    }
  }

  private static List<CallResult> inParallel(WebhookClient client, Duration timeout)
      throws InterruptedException, ExecutionException {
    List<CallResult> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<CallResult> call = () -> TimedCall.by(client, timeout);
      for (Future<CallResult> made : threads.invokeAll(Collections.nCopies(MANY, call))) {
        results.add(made.get());
      }
    }
    return results;
  }
}
