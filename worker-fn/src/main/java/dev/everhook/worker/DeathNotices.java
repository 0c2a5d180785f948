package dev.everhook.worker;

import dev.everhook.core.Attempt;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ReceivedMessage;
import org.jspecify.annotations.Nullable;

/** Writes the notice of a death from what the message and its last attempt say. */
final class DeathNotices {
  private DeathNotices() {}

  /**
   * @param key null where the message is not a refresh request
   * @param last the attempt that ended it; null where there was none, as with an expired request
   */
  static DeathNotice of(
      ReceivedMessage message,
      @Nullable IdempotencyKey key,
      DeadLetterReason reason,
      @Nullable Attempt last) {
    int attempts = attempts(message, key, last);
    return new DeathNotice(
        key,
        DeathNotice.generationOf(message.attributes()),
        DeathNotice.deathOf(message.attributes()) + 1,
        reason,
        last == null ? null : last.outcome().status(),
        last == null ? null : last.outcome().errorCode(),
        attempts,
        attempts == 0 ? null : message.firstReceivedAt(),
        last == null ? null : last.startedAt());
  }

  /** What is no refresh request is never called, however often it came. */
  private static int attempts(
      ReceivedMessage message, @Nullable IdempotencyKey key, @Nullable Attempt last) {
    if (key == null) {
      return 0;
    }
    return last == null ? message.receiveCount() - 1 : message.receiveCount();
  }
}
