package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import dev.everhook.worker.CallResult.Answered;
import dev.everhook.worker.CallResult.Failed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What becomes of a call before there is a connection: the look-up of the webhook's name. */
class WebhookClientNameTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Answered DONE = new Answered(200, null, "done");
  private static final String NAME = "webhook.example";
  private static final String FOUR = "127.0.0.1";
  private static final String SIX = "::1";

  @Test
  void the_system_knows_no_address_of_the_name() throws IOException {
    try (WebhookClient client =
        new WebhookClient(URI.create("https://everhook.invalid/"), KeyFormat.QUOTED)) {
      assertThat(TimedCall.by(client, TimedCall.AMPLE)).isEqualTo(new Failed(CallFailure.DNS));
    }
  }

  @Test
  void the_name_has_no_address() throws IOException {
    try (FaultyServer server = FaultyServer.answering("200 OK", "done");
        WebhookClient client = client(server, Names.of("another.example", FOUR))) {
      assertThat(TimedCall.by(client, TimedCall.AMPLE)).isEqualTo(new Failed(CallFailure.DNS));
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void a_look_up_that_takes_longer_than_the_deadline_is_no_connection() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try (FaultyServer server = FaultyServer.answering("200 OK", "done");
        WebhookClient client = client(server, Names.answeringAfter(never, NAME, FOUR))) {
      assertThat(TimedCall.by(client, SHORT)).isEqualTo(new Failed(CallFailure.CONNECT_TIMEOUT));
      assertThat(server.connections()).isZero();
    } finally {
      never.countDown();
    }
  }

  @Test
  void a_look_up_that_ends_after_the_deadline_sends_nothing_and_leaves_nothing_behind()
      throws Exception {
    CountDownLatch tooLate = new CountDownLatch(1);
    try (FaultyServer server = FaultyServer.answering("200 OK", "done");
        WebhookClient client = client(server, Names.answeringAfter(tooLate, NAME, FOUR))) {
      TimedCall.by(client, SHORT);
      tooLate.countDown();

      assertThat(ThreadDump.awaitNone("webhook-exchange")).isTrue();
      assertThat(server.awaitAllEnded()).isTrue();
      assertThat(server.requests()).isEmpty();
      assertThat(TimedCall.by(client, TimedCall.AMPLE)).isEqualTo(DONE);
    }
  }

  @Test
  void a_name_that_has_an_ipv6_address_alone_is_called() throws IOException {
    assumeIpv6();
    try (FaultyServer server = six();
        WebhookClient client = client(server, Names.of(NAME, SIX))) {
      assertThat(TimedCall.by(client, TimedCall.AMPLE)).isEqualTo(DONE);
      assertThat(server.request().header("Host")).contains(NAME + ":" + server.url().getPort());
    }
  }

  @Test
  void a_name_that_has_an_ipv6_address_alone_is_refused_where_nobody_listens() throws IOException {
    assumeIpv6();
    try (FaultyServer server = FaultyServer.answering("200 OK", "done");
        WebhookClient client = client(server, Names.of(NAME, SIX))) {
      assertThat(TimedCall.by(client, TimedCall.AMPLE))
          .isEqualTo(new Failed(CallFailure.CONNECTION_REFUSED));
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void an_address_of_ipv6_is_called() throws IOException {
    assumeIpv6();
    try (FaultyServer server = six()) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE)).isEqualTo(DONE);
      assertThat(server.request().header("Host")).contains("[::1]:" + server.url().getPort());
    }
  }

  @Test
  void where_one_address_refuses_the_next_is_called() throws IOException {
    assumeIpv6();
    try (FaultyServer server = FaultyServer.answering("200 OK", "done");
        WebhookClient client = client(server, Names.of(NAME, SIX, FOUR))) {
      assertThat(TimedCall.by(client, TimedCall.AMPLE)).isEqualTo(DONE);
      assertThat(server.requests()).hasSize(1);
    }
  }

  private static WebhookClient client(FaultyServer server, Names names) {
    return new WebhookClient(
        URI.create("http://" + NAME + ":" + server.url().getPort() + "/"), KeyFormat.QUOTED, names);
  }

  private static FaultyServer six() throws IOException {
    return new FaultyServer(
        "http",
        FaultyServer.listener(InetAddress.ofLiteral(SIX)),
        connection -> {
          connection.readRequest();
          connection.answer("200 OK", "done");
        });
  }

  /** Some machines have no IPv6 at all. */
  private static void assumeIpv6() {
    assumeThatCode(() -> FaultyServer.listener(InetAddress.ofLiteral(SIX)).close())
        .doesNotThrowAnyException();
  }
}
