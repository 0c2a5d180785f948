package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.worker.CallResult.Failed;
import dev.everhook.worker.FaultyServer.Behaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a call comes to that has no answer by its deadline. */
class WebhookClientDeadlineTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final int BACKLOG = 1;

  /** More than the buffers of both ends hold. */
  private static final String HUGE = '"' + "x".repeat(16_000_000) + '"';

  @Test
  void no_answer_comes() {
    assertTimesOut(
        connection -> {
          connection.readRequest();
          connection.stayForever();
        });
  }

  @Test
  void the_request_is_not_even_read() {
    assertTimesOut(connection -> connection.drip('\r', 10_000));
  }

  @Test
  void the_connection_is_not_even_accepted() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        WebhookClient client =
            new WebhookClient(
                URI.create("http://127.0.0.1:" + deaf.getLocalPort()), KeyFormat.QUOTED)) {
      List<SocketChannel> others = fillBacklog(deaf);
      try {
        assertThat(TimedCall.by(client, SHORT)).isEqualTo(new Failed(CallFailure.CONNECT_TIMEOUT));
      } finally {
        for (SocketChannel other : others) {
          other.close();
        }
      }
    }
  }

  @Test
  void a_request_that_nobody_reads_ends_while_it_is_written() throws IOException {
    try (FaultyServer server = new FaultyServer(WebhookClientDeadlineTest::readOneByteAndNoMore);
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      assertThat(TimedCall.by(client, TimedCall.call(HUGE), SHORT))
          .isEqualTo(new Failed(CallFailure.TIMEOUT));
    }
  }

  @Test
  void the_head_drips_a_byte_a_second_for_longer_than_the_deadline() {
    assertTimesOut(
        Duration.ofMillis(1_500),
        connection -> {
          connection.readRequest();
          connection.write("HTTP/1.1 200 OK\r\nX-Slow: ");
          connection.drip('x', 1_000);
        });
  }

  @Test
  void a_head_that_drips_faster_ends_no_later() {
    assertTimesOut(
        connection -> {
          connection.readRequest();
          connection.write("HTTP/1.1 200 OK\r\nX-Slow: ");
          connection.drip('x', 20);
        });
  }

  @Test
  void an_interim_answer_is_the_last() {
    assertTimesOut(
        connection -> {
          connection.readRequest();
          connection.write("HTTP/1.1 100 Continue\r\n\r\n");
          connection.stayForever();
        });
  }

  @Test
  void interim_answers_have_no_end() {
    assertTimesOut(
        connection -> {
          connection.readRequest();
          connection.writeForever("HTTP/1.1 100 Continue\r\n\r\n");
        });
  }

  private static void readOneByteAndNoMore(Conversation connection) throws IOException {
    connection.readOneByte();
    connection.drip('\r', 10_000);
  }

  /** The kernel leaves a connection unanswered when so many wait to be accepted. */
  private static List<SocketChannel> fillBacklog(ServerSocket listener) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    List<SocketChannel> waiting = new ArrayList<>();
    for (int i = 0; i < BACKLOG + 8; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(address);
      waiting.add(channel);
    }
    return waiting;
  }

  private static void assertTimesOut(Behaviour behaviour) {
    assertTimesOut(SHORT, behaviour);
  }

  private static void assertTimesOut(Duration deadline, Behaviour behaviour) {
    try (FaultyServer server = new FaultyServer(behaviour)) {
      assertThat(TimedCall.to(server, deadline)).isEqualTo(new Failed(CallFailure.TIMEOUT));
      assertThat(server.connections()).isOne();
    }
  }
}
