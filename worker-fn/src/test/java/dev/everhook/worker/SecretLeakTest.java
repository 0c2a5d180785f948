package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.EventMetrics;
import dev.everhook.core.InMemoryQueue;
import dev.everhook.core.QueueFaults;
import dev.everhook.core.SettableClock;
import dev.everhook.core.ledger.EntryFields;
import dev.everhook.core.ledger.LedgerEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that is logged or dead-lettered has a secret in it, whatever the webhook does. */
class SecretLeakTest {
  private static final String ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:webhook";
  private static final String TOKEN = "tok/en-4f9c0e7a+5b1d==";
  private static final String SIGNING = "whsec_MfKQ9r8/KYqrTwjUPD8ILPZIo2LaLaSw";

  /** The ways in which a webhook may say what it knows. */
  static Stream<String> echoes() {
    String padding = " ".repeat(16 * 1024);
    return Stream.of(
        "Bearer " + TOKEN,
        "{\"error\":\"unknown token '" + TOKEN + "'\"}",
        "{\"error\":\"" + TOKEN.replace("/", "\\/") + "\"}",
        TOKEN.repeat(100),
        SIGNING + " " + SIGNING.substring("whsec_".length()),
        "{\"secret\":\"" + SIGNING.replace("/", "\\/") + "\"}",
        padding.substring(TOKEN.length() - 1) + TOKEN,
        padding.substring(12) + SIGNING,
        "\u001b[31m\u009b31m" + TOKEN + "\r\n{\"event\":\"attempt\"}\u2028");
  }

  @ParameterizedTest
  @MethodSource("echoes")
  void an_echo_of_the_secrets_is_not_repeated(String echo) {
    for (String status :
        List.of("200 OK", "302 Found", "400 Bad", "401 Who", "409 Busy", "500 Oops")) {
      try (FaultyServer webhook = FaultyServer.answering(status + "\r\nX-Echo: " + TOKEN, echo)) {
        assertNothingLeaks(Pipeline.calling(webhook));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("echoes")
  void an_echo_that_breaks_off_is_not_repeated(String echo) {
    try (FaultyServer webhook =
        new FaultyServer(
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 500 Oops\r\nContent-Length: 100000\r\n\r\n");
              connection.write(echo.substring(0, echo.length() - 3));
            })) {
      assertNothingLeaks(Pipeline.calling(webhook));
    }
  }

  @ParameterizedTest
  @MethodSource("echoes")
  void an_echo_in_place_of_http_is_not_repeated(String echo) {
    try (FaultyServer webhook =
        new FaultyServer(
            connection -> {
              connection.readRequest();
              connection.write(TOKEN + "\r\n" + echo + "\r\n");
            })) {
      assertNothingLeaks(Pipeline.calling(webhook));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TOKEN,
        "{\"token\":\"" + TOKEN + "\\n\"}",
        "{\"token\":\"" + TOKEN + "\",\"signingSecret\":\"" + SIGNING + "!\"}",
        "{\"token\":\"" + TOKEN,
        "{\"token\":[\"" + TOKEN + "\"]}",
      })
  void a_secret_that_cannot_be_used_is_not_repeated(String secret) throws IOException {
    StoredSecret stored = new StoredSecret(ARN);
    stored.put("v1", secret);
    Pipeline pipeline =
        new Pipeline(
            WorkerParameters.DEFAULTS, new SecretsManagerSource(stored, ARN, new SettableClock()));
    runToItsDeath(pipeline);

    assertThat(everythingSaid(pipeline)).isNotEmpty().noneMatch(SecretLeakTest::hasSecret);
  }

  private static void assertNothingLeaks(Pipeline pipeline) {
    pipeline.secrets.rotate(TOKEN, SIGNING);
    pipeline.secrets.loseCache();
    pipeline.deadLetters.faults().failNext(QueueFaults.Call.SEND, 1);
    runToItsDeath(pipeline);

    assertThat(everythingSaid(pipeline)).isNotEmpty().noneMatch(SecretLeakTest::hasSecret);
    assertThat(pipeline.log.lines())
        .noneMatch(line -> line.codePoints().anyMatch(Character::isISOControl));
  }

  private static void runToItsDeath(Pipeline pipeline) {
    pipeline.send(Requests.withPayload("{}"));
    while (!pipeline.refreshQueue.messages().isEmpty()) {
      pipeline.clock.set(pipeline.message().visibleAt());
      pipeline.invoke();
    }
  }

  private static List<String> everythingSaid(Pipeline pipeline) {
    return Stream.of(
            pipeline.log.lines().stream(),
            pipeline.log.events().stream().map(Object::toString),
            metrics(pipeline),
            pipeline.ledgerStore.recent(100).stream().map(LedgerEntry::toString),
            pipeline.ledgerStore.recent(100).stream()
                .map(entry -> EntryFields.of(entry).values().toString()),
            pipeline.deadLetters.messages().stream().map(InMemoryQueue.Stored::toString))
        .flatMap(said -> said)
        .toList();
  }

  private static Stream<String> metrics(Pipeline pipeline) {
    return pipeline.log.events().stream()
        .flatMap(event -> EventMetrics.line(event, "worker", Instant.EPOCH).stream());
  }

  /** Whether a text has a secret or the better part of one. */
  private static boolean hasSecret(String text) {
    return Stream.of(TOKEN, SIGNING, SIGNING.substring("whsec_".length()))
        .map(secret -> secret.substring(0, 10))
        .flatMap(part -> Stream.of(part, part.replace("/", "\\/"), part.replace("/", "\\\\/")))
        .anyMatch(text::contains);
  }
}
