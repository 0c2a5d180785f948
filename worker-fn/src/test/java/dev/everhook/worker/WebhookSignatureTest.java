package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.everhook.core.Payload;
import dev.everhook.core.RefreshRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver that checks signatures with the library of the Standard Webhooks specification. */
class WebhookSignatureTest {
  private static final String SIGNING = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OLD_SIGNING = "whsec_QWxsIGdvb2QgdGhpbmdzIGNvbWUgdG8gYW4gZW5k";
  private static final String OTHER_SIGNING = "whsec_bmV2ZXIgdXNlZCBieSBhbnlib2R5IGF0IGFsbA==";
  private static final String PAYLOAD = "{ \"user\" : \"é 漢字 😀\",\n\t\"n\":1.0e400 }";

  @AutoClose private final FaultyServer receiver = FaultyServer.answering("204 No Content", "");

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {PAYLOAD, "0", "[]"})
  void what_arrives_is_verified_by_its_one_secret(@Nullable String payload) throws Exception {
    HttpRequest received = received(payload, SIGNING);

    assertVerifies(SIGNING, received);
    assertRefuses(OTHER_SIGNING, received);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = PAYLOAD)
  void during_a_rotation_what_arrives_is_verified_by_each_of_both_secrets_alone(
      @Nullable String payload) throws Exception {
    HttpRequest received = received(payload, SIGNING, OLD_SIGNING);

    assertVerifies(SIGNING, received);
    assertVerifies(OLD_SIGNING, received);
    assertRefuses(OTHER_SIGNING, received);
  }

  @Test
  void a_secret_without_its_prefix_is_the_same_secret() throws Exception {
    assertVerifies(SIGNING, received(PAYLOAD, SIGNING.substring("whsec_".length())));
  }

  @Test
  void id_timestamp_and_body_are_all_signed() throws Exception {
    HttpRequest received = received(PAYLOAD, SIGNING);
    Webhook webhook = new Webhook(SIGNING);
    String body = text(received);

    assertRefuses(webhook, body + " ", headers(received));
    Map<String, String> changes =
        Map.of(
            "webhook-id", "another",
            "webhook-timestamp", Long.toString(Instant.now().getEpochSecond() + 100),
            "webhook-signature", "v1,YW5vdGhlcg==");
    changes.forEach(
        (name, value) -> {
          Map<String, List<String>> headers = new HashMap<>(headers(received));
          headers.put(name, List.of(value));
          assertRefuses(webhook, body, headers);
        });
  }

  @Test
  void without_a_signing_secret_nothing_is_signed() throws Exception {
    assertThat(received(PAYLOAD).header("webhook-signature")).isEmpty();
  }

  private HttpRequest received(@Nullable String payload, String... signingSecrets)
      throws IOException {
    RefreshRequest request =
        new RefreshRequest.Manual(
            "request-1", "somebody", "a test", payload == null ? null : new Payload(payload), null);
    WebhookSecret secret = new WebhookSecret("the-token", List.of(signingSecrets), "v1");
    // The library refuses what was not signed just now, by the system's clock.
    WebhookCall call = new WebhookCall(request, request.key(0), 1, Instant.now());
    try (WebhookClient client = new WebhookClient(receiver.url(), KeyFormat.QUOTED)) {
      assertThat(client.call(call, secret, TimedCall.AMPLE))
          .isEqualTo(new CallResult.Answered(204, null, ""));
    }
    return receiver.request();
  }

  private static void assertVerifies(String signingSecret, HttpRequest received) throws Exception {
    Webhook webhook = new Webhook(signingSecret);
    assertThatCode(() -> webhook.verify(text(received), headers(received)))
        .doesNotThrowAnyException();
  }

  private static void assertRefuses(String signingSecret, HttpRequest received) throws Exception {
    assertRefuses(new Webhook(signingSecret), text(received), headers(received));
  }

  private static void assertRefuses(
      Webhook webhook, String body, Map<String, List<String>> headers) {
    assertThatExceptionOfType(WebhookVerificationException.class)
        .isThrownBy(() -> webhook.verify(body, headers));
  }

  private static String text(HttpRequest received) {
    return new String(received.body(), StandardCharsets.UTF_8);
  }

  private static Map<String, List<String>> headers(HttpRequest received) {
    return Stream.of("webhook-id", "webhook-timestamp", "webhook-signature")
        .collect(
            Collectors.toMap(name -> name, name -> List.of(received.header(name).orElseThrow())));
  }
}
