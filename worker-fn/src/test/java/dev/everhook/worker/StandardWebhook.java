package dev.everhook.worker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver computes to check a signature: HMAC as RFC 2104 writes it, out of SHA-256 alone,
 * so that it shares nothing with the code under test.
 */
final class StandardWebhook {
  private static final int BLOCK = 64;

  private StandardWebhook() {}

  static String signature(
      String signingSecret, @Nullable String id, @Nullable String timestamp, byte[] body) {
    byte[] key = Base64.getDecoder().decode(signingSecret.substring("whsec_".length()));
    byte[] signed = joined((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8), body);
    byte[] inner = sha256(joined(padded(key, 0x36), signed));
    return "v1," + Base64.getEncoder().encodeToString(sha256(joined(padded(key, 0x5c), inner)));
  }

  private static byte[] padded(byte[] key, int pad) {
    byte[] block = Arrays.copyOf(key, BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      block[i] ^= (byte) pad;
    }
    return block;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(first);
    joined.writeBytes(second);
    return joined.toByteArray();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
