package dev.everhook.core;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Names a delivery: the same for every attempt, every duplicate message and every redrive of it.
 *
 * <p>A name-based UUID (version 5 of RFC 9562) over what was asked for, in a namespace of
 * Everhook's own. It depends on no message id and on no execution id, since both change with each
 * attempt.
 *
 * @param value the UUID; its text is lower-case
 */
public record IdempotencyKey(UUID value) {
  private static final UUID NAMESPACE = UUID.fromString("6f1c8a52-0a5e-4c8e-9a43-3c1d0b7e52f4");

  public IdempotencyKey {
    Objects.requireNonNull(value, "value");
  }

  /**
   * The key of a slot.
   *
   * @param generation 0, or higher where an operator asked for a new key
   */
  public static IdempotencyKey ofSlot(String scheduleArn, Instant scheduledTime, int generation) {
    return named("schedule", scheduleArn, scheduledTime.toString(), Integer.toString(generation));
  }

  /**
   * The key of a manual request.
   *
   * @param generation 0, or higher where an operator asked for a new key
   */
  public static IdempotencyKey ofRequest(String requestId, int generation) {
    return named("manual", requestId, Integer.toString(generation));
  }

  /**
   * Reads a key from its text.
   *
   * @throws InvalidRequestException if it is not a lower-case UUID
   */
  public static IdempotencyKey parse(String text) {
    try {
      UUID value = UUID.fromString(text);
      if (value.toString().equals(text)) {
        return new IdempotencyKey(value);
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for a UUID in any other form than ours.
    }
    throw new InvalidRequestException("key", "must be a lower-case UUID");
  }

  @Override
  public String toString() {
    return value.toString();
  }

  /** Each part goes in with its length, so that no two lists of parts give the same bytes. */
  private static IdempotencyKey named(String... parts) {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    name.writeBytes(
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .array());
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      name.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
      name.writeBytes(bytes);
    }
    ByteBuffer digest = ByteBuffer.wrap(sha1(name.toByteArray()));
    long high = (digest.getLong() & ~0xF000L) | 0x5000L;
    long low = (digest.getLong() & ~(0b11L << 62)) | (0b10L << 62);
    return new IdempotencyKey(new UUID(high, low));
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
