package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.worker.CallResult.Failed;
import dev.everhook.worker.FaultyServer.Behaviour;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call comes to whose connection breaks, or brings no answer in HTTP. */
class WebhookClientFaultTest {
  /** More than the buffers of both ends hold. */
  private static final String HUGE = '"' + "x".repeat(16_000_000) + '"';

  @Test
  void nobody_listens() throws IOException {
    URI url;
    try (ServerSocket gone = FaultyServer.listener()) {
      url = URI.create("http://127.0.0.1:" + gone.getLocalPort());
    }

    try (WebhookClient client = new WebhookClient(url, KeyFormat.QUOTED)) {
      assertThat(TimedCall.by(client, TimedCall.AMPLE))
          .isEqualTo(new Failed(CallFailure.CONNECTION_REFUSED));
    }
  }

  @Test
  void reset_as_soon_as_the_connection_stands_is_unknown_only_if_the_request_was_begun() {
    try (FaultyServer server = new FaultyServer(Conversation::reset)) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE))
          .as("either, by what came first: the reset or the request's first byte")
          .isIn(new Failed(CallFailure.CONNECT_FAILED), new Failed(CallFailure.CONNECTION_BROKEN));
      assertThat(server.connections()).isOne();
    }
  }

  @Test
  void reset_within_the_request() throws IOException {
    try (FaultyServer server =
            new FaultyServer(
                connection -> {
                  connection.readOneByte();
                  connection.reset();
                });
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      assertThat(TimedCall.by(client, TimedCall.call(HUGE), TimedCall.AMPLE))
          .isEqualTo(new Failed(CallFailure.CONNECTION_BROKEN));
      assertThat(server.connections()).isOne();
    }
  }

  @Test
  void reset_after_the_request() {
    assertBroken(
        connection -> {
          connection.readRequest();
          connection.reset();
        });
  }

  @Test
  void reset_after_the_requests_first_byte() {
    assertBroken(
        connection -> {
          connection.readOneByte();
          connection.reset();
        });
  }

  @Test
  void closed_after_the_request() {
    assertBroken(Conversation::readRequest);
  }

  @Test
  void closed_before_the_request_was_read() {
    assertBroken(_ -> {});
  }

  @Test
  void closed_within_the_status_line() {
    assertFails(
        CallFailure.NOT_HTTP,
        connection -> {
          connection.readRequest();
          connection.write("HTTP/1.1 20");
        });
  }

  @Test
  void reset_within_the_headers() {
    assertBroken(
        connection -> {
          connection.readRequest();
          connection.write("HTTP/1.1 500 Oops\r\nContent-");
          connection.reset();
        });
  }

  @Test
  void reset_after_an_interim_answer() {
    assertBroken(
        connection -> {
          connection.readRequest();
          connection.write("HTTP/1.1 100 Continue\r\n\r\n");
          connection.reset();
        });
  }

  @Test
  void closed_after_an_interim_answer() {
    assertBroken(
        connection -> {
          connection.readRequest();
          connection.write("HTTP/1.1 100 Continue\r\n\r\n");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "220 mail.example ESMTP\r\n",
        "<html><body>It works!</body></html>\n",
        "HTTP/1.1 abc Not a number\r\n\r\n",
        "HTTP/1.1 99 Too small\r\n\r\n",
        "HTTP/3.7 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: some\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
        "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n",
        "\25\3\3\0\2\2\n",
      })
  void what_comes_is_not_http(String garbage) {
    assertFails(
        CallFailure.NOT_HTTP,
        connection -> {
          connection.readRequest();
          connection.write(garbage);
          connection.stayForever();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "\r\n",
        "HTTP/1.1 200 OK\r\nX-Long: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "HTTP/1.1 200 OK\r\nX-Many: ",
      })
  void an_answer_whose_head_has_no_end_is_not_http(String beginning) {
    String more = beginning.endsWith("X-Many: ") ? "\r\nX-Many: one more" : beginning;
    assertFails(
        CallFailure.NOT_HTTP,
        connection -> {
          connection.readRequest();
          connection.write(beginning);
          connection.writeForever(more);
        });
  }

  private static void assertBroken(Behaviour behaviour) {
    assertFails(CallFailure.CONNECTION_BROKEN, behaviour);
  }

  private static void assertFails(CallFailure failure, Behaviour behaviour) {
    try (FaultyServer server = new FaultyServer(behaviour)) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE)).isEqualTo(new Failed(failure));
      assertThat(server.connections()).isOne();
    }
  }
}
