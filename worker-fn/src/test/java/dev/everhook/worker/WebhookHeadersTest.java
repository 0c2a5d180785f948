package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.standardwebhooks.Webhook;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Payload;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookHeadersTest {
  private static final String SIGNING = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OLD_SIGNING = "whsec_QWxsIGdvb2QgdGhpbmdzIGNvbWUgdG8gYW4gZW5k";
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.987Z");
  private static final RefreshRequest SLOT =
      new RefreshRequest.Scheduled(
          "arn:aws:scheduler:eu-west-1:1:schedule/a/b", Instant.parse("2026-03-01T11:59:00Z"));
  private static final RefreshRequest MANUAL =
      new RefreshRequest.Manual(
          "request-1", "somebody", "a test", new Payload("{\"test\": 2432232314}"), null);

  @Test
  void a_slot_is_called_with_these_headers_and_no_others() {
    IdempotencyKey key = SLOT.key(0);

    assertThat(headers(SLOT, secret(), KeyFormat.QUOTED))
        .containsExactly(
            entry("Authorization", "Bearer the-token"),
            entry("Idempotency-Key", "\"" + key + "\""),
            entry("webhook-id", key.toString()),
            entry("webhook-timestamp", "1772366400"),
            entry("Everhook-Trigger", "schedule"),
            entry("Everhook-Scheduled-Time", "2026-03-01T11:59:00Z"),
            entry("Everhook-Attempt", "3"),
            entry("User-Agent", "Everhook/" + Version.CURRENT));
  }

  @Test
  void a_manual_call_has_no_scheduled_time() {
    assertThat(headers(MANUAL, secret(), KeyFormat.QUOTED))
        .containsEntry("Everhook-Trigger", "manual")
        .doesNotContainKey("Everhook-Scheduled-Time");
  }

  @Test
  void the_key_is_raw_where_the_receiver_refuses_quotes() {
    assertThat(headers(SLOT, secret(), KeyFormat.RAW))
        .containsEntry("Idempotency-Key", SLOT.key(0).toString());
  }

  @Test
  void the_version_is_that_of_the_build() {
    assertThat(Version.CURRENT).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
  }

  @Test
  void the_specifications_example_is_signed_as_it_says() {
    String signature =
        WebhookHeaders.signatures(
            "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.",
            bytes("{\"test\": 2432232314}"),
            secret(SIGNING));

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void an_empty_body_is_signed_too() throws Exception {
    Map<String, String> headers = headers(SLOT, secret(SIGNING), KeyFormat.QUOTED);

    assertThat(headers)
        .containsEntry(
            "webhook-signature",
            new Webhook(SIGNING).sign(SLOT.key(0).toString(), AT.getEpochSecond(), ""));
  }

  @Test
  void during_a_rotation_each_secret_signs_so_that_either_can_be_checked() {
    WebhookSecret both = secret(SIGNING, OLD_SIGNING);
    String one = headers(MANUAL, secret(SIGNING), KeyFormat.RAW).get("webhook-signature");
    String other = headers(MANUAL, secret(OLD_SIGNING), KeyFormat.RAW).get("webhook-signature");

    assertThat(headers(MANUAL, both, KeyFormat.RAW))
        .containsEntry("webhook-signature", one + " " + other);
    assertThat(one).isNotEqualTo(other);
  }

  private static Map<String, String> headers(
      RefreshRequest request, WebhookSecret secret, KeyFormat format) {
    WebhookCall call = new WebhookCall(request, request.key(0), 3, AT);
    return WebhookHeaders.of(call, call.body(), secret, format);
  }

  private static WebhookSecret secret(String... signingSecrets) {
    return new WebhookSecret("the-token", List.of(signingSecrets), "v1");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
