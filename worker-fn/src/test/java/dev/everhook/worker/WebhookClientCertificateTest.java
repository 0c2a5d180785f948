package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.worker.CallResult.Answered;
import dev.everhook.worker.CallResult.Failed;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificates the token is sent to, and which not. */
class WebhookClientCertificateTest {
  private static final Answered DONE = new Answered(200, null, "done");
  private static final Failed REFUSED = new Failed(CallFailure.TLS);

  @TempDir static Path folder;

  private static TlsIdentity authority = new TlsIdentity(Path.of(""), "");

  @BeforeAll
  static void makeAuthority() throws Exception {
    authority = TlsIdentity.selfSigned(folder);
  }

  @AfterEach
  void trustNobody() {
    TlsIdentity.trustNobody();
  }

  @Test
  void a_certificate_to_be_trusted_is_called() throws Exception {
    authority.trust();
    try (FaultyServer server = showing(authority)) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE)).isEqualTo(DONE);
    }
  }

  @Test
  void a_self_signed_certificate_is_not() throws Exception {
    try (FaultyServer server = showing(authority)) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE)).isEqualTo(REFUSED);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void a_certificate_of_another_host_is_not() throws Exception {
    authority.trust();
    try (FaultyServer server = showing(authority)) {
      URI another = URI.create("https://localhost:" + server.url().getPort());

      assertThat(TimedCall.to(another, TimedCall.AMPLE)).isEqualTo(REFUSED);
      assertThat(server.connections()).isOne();
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void a_signed_certificate_is_called_until_it_expires() throws Exception {
    authority.trust();
    try (FaultyServer valid = showing(authority.signed("valid", "-1H"));
        FaultyServer expired = showing(authority.signed("expired", "-2d"))) {
      assertThat(TimedCall.to(valid, TimedCall.AMPLE)).isEqualTo(DONE);

      assertThat(TimedCall.to(expired, TimedCall.AMPLE)).isEqualTo(REFUSED);
      assertThat(expired.requests()).isEmpty();
    }
  }

  private static FaultyServer showing(TlsIdentity identity) throws Exception {
    return new FaultyServer(
        "https",
        identity.listener(),
        connection -> {
          while (connection.readRequest()) {
            connection.answer("200 OK", "done");
          }
        });
  }
}
