package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Outcome.Certainty;
import dev.everhook.worker.FaultyServer.Behaviour;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookClientTlsTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

  @TempDir static Path folder;

  private static TlsIdentity identity = new TlsIdentity(Path.of(""));

  @BeforeAll
  static void makeIdentity() throws Exception {
    identity = TlsIdentity.make(folder);
  }

  @AfterEach
  void trustNobody() {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE_PASSWORD);
  }

  @Test
  void a_certificate_to_be_trusted_is_called() throws Exception {
    trustIdentity();
    try (FaultyServer server = tls(WebhookClientTlsTest::answer)) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE))
          .isEqualTo(new CallResult.Answered(200, null, "done"));
    }
  }

  @Test
  void a_certificate_that_nobody_signed_is_not() throws Exception {
    try (FaultyServer server = tls(WebhookClientTlsTest::answer)) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE)).isEqualTo(failedBefore(CallFailure.TLS));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void a_certificate_of_another_host_is_not() throws Exception {
    trustIdentity();
    try (FaultyServer server = tls(WebhookClientTlsTest::answer);
        WebhookClient client =
            new WebhookClient(
                URI.create("https://localhost:" + server.url().getPort()), KeyFormat.QUOTED)) {
      assertThat(TimedCall.by(client, TimedCall.AMPLE)).isEqualTo(failedBefore(CallFailure.TLS));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void a_handshake_that_never_ends_is_no_connection() {
    try (FaultyServer server = plain(Conversation::stayForever)) {
      assertThat(TimedCall.to(server, SHORT)).isEqualTo(failedBefore(CallFailure.CONNECT_TIMEOUT));
    }
  }

  @Test
  void a_handshake_that_breaks_off_is_a_fault_of_tls() {
    try (FaultyServer server = plain(Conversation::readOneByte)) {
      CallResult result = TimedCall.to(server, TimedCall.AMPLE);

      assertThat(result)
          .isIn(failedBefore(CallFailure.TLS), failedBefore(CallFailure.CONNECT_FAILED));
    }
  }

  @Test
  void plain_http_where_tls_should_be_is_a_fault_of_tls() {
    try (FaultyServer server =
        plain(
            connection -> {
              connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");
              connection.stayForever();
            })) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE)).isEqualTo(failedBefore(CallFailure.TLS));
    }
  }

  @Test
  void after_the_handshake_the_deadline_holds_as_without_tls() throws Exception {
    trustIdentity();
    try (FaultyServer server =
            tls(
                connection -> {
                  connection.readRequest();
                  connection.answer("200 OK", "done");
                  connection.readRequest();
                  connection.stayForever();
                });
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      TimedCall.by(client, TimedCall.AMPLE);

      assertThat(TimedCall.by(client, SHORT)).isEqualTo(new CallResult.Failed(CallFailure.TIMEOUT));
      assertThat(server.connections()).isOne();
    }
  }

  @Test
  void after_the_handshake_a_broken_connection_is_unknown() throws Exception {
    trustIdentity();
    try (FaultyServer server =
        tls(
            connection -> {
              connection.readRequest();
              connection.reset();
            })) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE))
          .isEqualTo(new CallResult.Failed(CallFailure.CONNECTION_BROKEN));
    }
  }

  /** The client reads this when it is made. */
  private static void trustIdentity() {
    System.setProperty(TRUST_STORE, identity.keyStore().toString());
    System.setProperty(TRUST_STORE_PASSWORD, TlsIdentity.PASSWORD);
  }

  private static void answer(Conversation connection) throws IOException {
    while (connection.readRequest()) {
      connection.answer("200 OK", "done");
    }
  }

  private static FaultyServer tls(Behaviour behaviour) throws Exception {
    return new FaultyServer("https", identity.listener(), behaviour);
  }

  private static FaultyServer plain(Behaviour behaviour) {
    return new FaultyServer("https", FaultyServer.listener(), behaviour);
  }

  private static CallResult failedBefore(CallFailure failure) {
    assertThat(failure.certainty()).isEqualTo(Certainty.FAILED);
    return new CallResult.Failed(failure);
  }
}
