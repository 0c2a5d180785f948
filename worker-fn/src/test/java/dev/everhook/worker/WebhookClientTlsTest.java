package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.worker.CallResult.Answered;
import dev.everhook.worker.CallResult.Failed;
import dev.everhook.worker.FaultyServer.Behaviour;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults during the handshake, which no request survives, and behind it. */
class WebhookClientTlsTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Answered DONE = new Answered(200, null, "done");

  /** More than the buffers of both ends hold. */
  private static final String HUGE = '"' + "x".repeat(16_000_000) + '"';

  /** The alert that a client's versions are none of the server's. */
  private static final String PROTOCOL_VERSION_ALERT = "\25\3\2\0\2\2\106";

  /** A server's choice of TLS 1.1 and of TLS_RSA_WITH_AES_128_CBC_SHA, as RFC 4346 writes it. */
  private static final String SERVER_HELLO =
      "\26\3\2\0\52"
          + "\2\0\0\46"
          + "\3\2"
          + "rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr"
          + "\0"
          + "\0\57"
          + "\0";

  @TempDir static Path folder;

  private static TlsIdentity identity = new TlsIdentity(Path.of(""), "");

  @BeforeAll
  static void trustIdentity() throws Exception {
    identity = TlsIdentity.selfSigned(folder);
    identity.trust();
    // The first handshake of a JVM loads its TLS, which is no part of what is timed.
    try (FaultyServer server =
        tls(
            connection -> {
              connection.readRequest();
              connection.answer("200 OK", "done");
            })) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE)).isEqualTo(DONE);
    }
  }

  @AfterAll
  static void trustNobody() {
    TlsIdentity.trustNobody();
  }

  @Test
  void a_handshake_that_never_ends_is_no_connection() {
    try (FaultyServer server = plain(Conversation::stayForever)) {
      assertThat(TimedCall.to(server, SHORT)).isEqualTo(new Failed(CallFailure.CONNECT_TIMEOUT));
    }
  }

  @Test
  void a_handshake_that_drips_is_no_connection() {
    try (FaultyServer server = plain(connection -> connection.drip('\26', 20))) {
      assertThat(TimedCall.to(server, SHORT)).isEqualTo(new Failed(CallFailure.CONNECT_TIMEOUT));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_reset_before_the_handshake_ends_is_before_the_request(boolean atOnce) {
    try (FaultyServer server =
        plain(
            connection -> {
              if (!atOnce) {
                connection.readOneByte();
              }
              connection.reset();
            })) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE))
          .isEqualTo(new Failed(CallFailure.CONNECT_FAILED));
      assertThat(server.connections()).isOne();
    }
  }

  @Test
  void plain_http_where_tls_should_be_is_a_fault_of_tls() {
    assertNoTls("HTTP/1.1 400 Bad Request\r\n\r\n");
  }

  /**
   * Written by hand, since this JVM's own server would have to be allowed TLS 1.1, and its client
   * with it.
   */
  @ParameterizedTest
  @ValueSource(strings = {SERVER_HELLO, PROTOCOL_VERSION_ALERT})
  void a_server_of_tls_1_1_alone_is_a_fault_of_tls(String answer) {
    assertNoTls(answer);
  }

  @Test
  void after_the_handshake_the_deadline_holds_as_without_tls() throws Exception {
    try (FaultyServer server =
            tls(
                connection -> {
                  connection.readRequest();
                  connection.answer("200 OK", "done");
                  connection.readRequest();
                  connection.stayForever();
                });
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      assertThat(TimedCall.by(client, TimedCall.AMPLE)).isEqualTo(DONE);

      assertThat(TimedCall.by(client, SHORT)).isEqualTo(new Failed(CallFailure.TIMEOUT));
      assertThat(server.connections()).isOne();
    }
  }

  @Test
  void after_the_handshake_a_request_that_nobody_reads_ends_while_it_is_written() throws Exception {
    try (FaultyServer server =
            tls(
                connection -> {
                  connection.readOneByte();
                  connection.drip('\r', 10_000);
                });
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      assertThat(TimedCall.by(client, TimedCall.call(HUGE), Duration.ofSeconds(2)))
          .isEqualTo(new Failed(CallFailure.TIMEOUT));
      assertThat(ThreadDump.awaitNone("webhook-exchange")).isTrue();
    }
  }

  @Test
  void after_the_handshake_a_broken_connection_is_unknown() throws Exception {
    try (FaultyServer server =
        tls(
            connection -> {
              connection.readRequest();
              connection.reset();
            })) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE))
          .isEqualTo(new Failed(CallFailure.CONNECTION_BROKEN));
    }
  }

  @Test
  void a_kept_connection_that_the_server_closed_is_not_used_again() throws Exception {
    try (FaultyServer server =
            tls(
                connection -> {
                  connection.readRequest();
                  connection.answer("200 OK", "done");
                });
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      for (int i = 0; i < 3; i++) {
        assertThat(TimedCall.by(client, TimedCall.AMPLE)).isEqualTo(DONE);
        assertThat(server.awaitAllEnded()).isTrue();
      }

      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void a_kept_connection_that_breaks_just_as_it_is_used_again_is_unknown() throws Exception {
    try (FaultyServer server =
            tls(
                connection -> {
                  connection.readRequest();
                  connection.answer("200 OK", "done");
                  connection.readOneByte();
                  connection.reset();
                });
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      assertThat(TimedCall.by(client, TimedCall.AMPLE)).isEqualTo(DONE);
      assertThat(TimedCall.by(client, TimedCall.AMPLE))
          .isEqualTo(new Failed(CallFailure.CONNECTION_BROKEN));

      assertThat(server.connections()).isOne();
    }
  }

  private static void assertNoTls(String answer) {
    try (FaultyServer server =
        plain(
            connection -> {
              connection.write(answer);
              connection.stayForever();
            })) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE)).isEqualTo(new Failed(CallFailure.TLS));
      assertThat(server.connections()).isOne();
    }
  }

  private static FaultyServer tls(Behaviour behaviour) throws Exception {
    return new FaultyServer("https", identity.listener(), behaviour);
  }

  private static FaultyServer plain(Behaviour behaviour) {
    return new FaultyServer("https", FaultyServer.listener(), behaviour);
  }
}
