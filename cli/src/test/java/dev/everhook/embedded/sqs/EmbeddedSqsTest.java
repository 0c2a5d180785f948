package dev.everhook.embedded.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everhook.embedded.loopback.PortInUseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

final class EmbeddedSqsTest {
  @TempDir Path folder;

  @Test
  void queues_are_served_under_the_addresses_that_it_names() throws IOException {
    try (var run = TestRun.start(folder)) {
      var url = run.client().getQueueUrl(request -> request.queueName("refresh")).queueUrl();

      assertThat(run.sqs().endpoint().getHost()).isEqualTo("127.0.0.1");
      assertThat(url).isEqualTo(run.sqs().queueUrl("refresh").toString());
      assertThat(run.queue("refresh").attribute(QueueAttributeName.QUEUE_ARN))
          .isEqualTo(run.sqs().queueArn("refresh"))
          .isEqualTo("arn:aws:sqs:us-east-1:000000000000:refresh");
      assertThat(run.queue("refresh").count(QueueAttributeName.VISIBILITY_TIMEOUT))
          .isEqualTo(TestRun.VISIBILITY.toSeconds());
    }
  }

  @Test
  void port_in_use_is_an_error_that_names_the_port() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      assertThatExceptionOfType(PortInUseException.class)
          .isThrownBy(() -> TestRun.start(folder, port, TestRun.QUEUES))
          .withMessage(
              "Port " + port + " is in use. Choose other ports with --port; 0 picks free ones.")
          .satisfies(e -> assertThat(e.port()).isEqualTo(port));
    }
    TestRun.start(folder).close();
  }

  @Test
  void message_is_moved_to_the_dead_letter_queue_after_its_last_receive() throws IOException {
    try (var run = TestRun.start(folder)) {
      var refresh = run.queue("refresh");
      String id = refresh.send("poison");
      for (int i = 1; i <= 3; i++) {
        var message = refresh.receiveOne();
        assertThat(TestQueue.receiveCount(message)).isEqualTo(i);
        refresh.hide(message, Duration.ZERO);
      }

      assertThat(refresh.receive(Duration.ZERO)).isEmpty();
      assertThat(run.queue("dead").receiveOne().messageId()).isEqualTo(id);
    }
  }

  @Test
  void the_oldest_message_is_told_whether_it_is_visible_or_not() throws IOException {
    try (var run = TestRun.start(folder)) {
      assertThat(run.sqs().oldestSent("refresh")).isEmpty();
      Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      var refresh = run.queue("refresh");
      refresh.send("oldest");
      Instant sent = run.sqs().oldestSent("refresh").orElseThrow();
      assertThat(sent).isBetween(before, Instant.now());
      var oldest = refresh.receiveOne();
      refresh.send("newer");
      run.queue("dead").send("of another queue");

      assertThat(run.sqs().oldestSent("refresh")).contains(sent);
      refresh.delete(oldest);
      assertThat(run.sqs().oldestSent("refresh").orElseThrow()).isAfterOrEqualTo(sent);
      refresh.delete(refresh.receiveOne());
      assertThat(run.sqs().oldestSent("refresh")).isEmpty();
      assertThat(run.sqs().oldestSent("no such queue")).isEmpty();
    }
  }

  @Test
  void closing_does_not_wait_for_a_long_poll() throws Exception {
    var run = TestRun.start(folder);
    run.queue("refresh").send("kept");
    run.queue("refresh").receiveOne();
    try (var poller = TestQueue.client(run.sqs().endpoint())) {
      var dead = TestQueue.of(poller, run.sqs(), "dead");
      var poll =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      dead.receive(Duration.ofSeconds(20));
                    } catch (SdkException e) {
                      // The server went away, as it should.
                    }
                  });
      long before = System.nanoTime();
      run.close();

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
      poll.join();
    }
    try (var next = TestRun.start(folder)) {
      assertThat(next.queue("refresh").receiveOne().body()).isEqualTo("kept");
    }
  }

  @Test
  void nothing_is_acknowledged_once_a_write_has_failed() throws Exception {
    try (var run = TestRun.start(folder)) {
      run.queue("refresh").send("kept");
      breakDatabase(run.folder().path());
      var failure = run.sqs().failure().toCompletableFuture();
      var sending = CompletableFuture.supplyAsync(() -> run.queue("refresh").send("refused"));

      assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> run.sqs().waitUntil("a-message", Instant.now()))
          .withMessageContaining("a-message");
      assertThat(sending).isNotDone();
    }
    try (var next = TestRun.start(folder)) {
      assertThat(next.queue("refresh").receiveOne().body()).isEqualTo("kept");
    }
  }

  private static void breakDatabase(Path folder) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("sqs"), "sa", "");
        var statement = connection.createStatement()) {
      statement.execute("shutdown immediately");
    }
  }
}
