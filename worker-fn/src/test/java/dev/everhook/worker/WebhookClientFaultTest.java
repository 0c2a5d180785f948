package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Outcome.Certainty;
import dev.everhook.worker.FaultyServer.Behaviour;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call comes to that has no answer. */
class WebhookClientFaultTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  @Test
  void nobody_listens() throws IOException {
    URI url;
    try (ServerSocket gone = FaultyServer.listener()) {
      url = URI.create("http://127.0.0.1:" + gone.getLocalPort());
    }

    assertThat(call(url)).isEqualTo(failed(CallFailure.CONNECTION_REFUSED, Certainty.FAILED));
  }

  @Test
  void the_name_has_no_address() throws IOException {
    assertThat(call(URI.create("https://everhook.invalid/")))
        .isEqualTo(failed(CallFailure.DNS, Certainty.FAILED));
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
  void the_head_drips_for_longer_than_the_deadline() {
    assertTimesOut(
        connection -> {
          connection.readRequest();
          connection.write("HTTP/1.1 200 OK\r\nX-Slow: ");
          connection.drip('x', 20);
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

  private static void assertBroken(Behaviour behaviour) {
    assertFails(CallFailure.CONNECTION_BROKEN, behaviour);
  }

  private static void assertFails(CallFailure failure, Behaviour behaviour) {
    try (FaultyServer server = new FaultyServer(behaviour)) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE))
          .isEqualTo(failed(failure, Certainty.UNKNOWN));
      assertThat(server.connections()).isOne();
    }
  }

  private static void assertTimesOut(Behaviour behaviour) {
    try (FaultyServer server = new FaultyServer(behaviour)) {
      assertThat(TimedCall.to(server, SHORT))
          .isEqualTo(failed(CallFailure.TIMEOUT, Certainty.UNKNOWN));
      assertThat(server.connections()).isOne();
    }
  }

  private static CallResult call(URI url) throws IOException {
    try (WebhookClient client = new WebhookClient(url, KeyFormat.QUOTED)) {
      return TimedCall.by(client, TimedCall.AMPLE);
    }
  }

  private static CallResult failed(CallFailure failure, Certainty certainty) {
    assertThat(failure.certainty()).isEqualTo(certainty);
    return new CallResult.Failed(failure);
  }
}
