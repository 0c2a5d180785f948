package dev.everhook.worker;

import dev.everhook.core.RefreshRequest;
import dev.everhook.core.Version;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The headers of a call.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">
 *     Standard Webhooks</a>
 */
final class WebhookHeaders {
  private WebhookHeaders() {}

  static Map<String, String> of(
      WebhookCall call, byte[] body, WebhookSecret secret, KeyFormat format) {
    String id = call.key().toString();
    String timestamp = Long.toString(call.at().getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + secret.token());
    headers.put("Idempotency-Key", format.write(call.key()));
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", timestamp);
    if (!secret.signingSecrets().isEmpty()) {
      headers.put("webhook-signature", signatures(id + "." + timestamp + ".", body, secret));
    }
    headers.put("Everhook-Trigger", call.request().trigger().toString());
    if (call.request() instanceof RefreshRequest.Scheduled scheduled) {
      headers.put("Everhook-Scheduled-Time", scheduled.scheduledTime().toString());
    }
    headers.put("Everhook-Attempt", Integer.toString(call.attempt()));
    headers.put("User-Agent", "Everhook/" + Version.CURRENT);
    return headers;
  }

  static String signatures(String prefix, byte[] body, WebhookSecret secret) {
    List<byte[]> keys = secret.signingKeys();
    return keys.stream()
        .map(key -> "v1," + Base64.getEncoder().encodeToString(hmac(key, prefix, body)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] hmac(byte[] key, String prefix, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(prefix.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
