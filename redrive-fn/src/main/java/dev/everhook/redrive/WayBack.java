package dev.everhook.redrive;

import dev.everhook.core.DeadLetter;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.LedgerEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters as they go back to the refresh queue: the body untouched, and attributes by which
 * the worker takes each as a redrive and not as a duplicate.
 */
final class WayBack {
  private WayBack() {}

  /** The letter with its own key. */
  static OutgoingMessage sameKey(Judged judged) {
    DeadLetter letter = judged.letter();
    return new OutgoingMessage(letter.message().body(), attributes(letter, judged.entry()));
  }

  private static Map<String, String> attributes(DeadLetter letter, @Nullable LedgerEntry entry) {
    if (letter.notice().reason() == DeadLetterReason.UNSENT) {
      // No worker ever saw it: it goes as the scheduler meant to send it.
      return Map.of();
    }
    return letter.isRecorded() ? letter.message().attributes() : crashed(letter, entry);
  }

  /** The letter under the key of the next generation, so that the worker never saw it. */
  static OutgoingMessage newKey(Judged judged) {
    return new OutgoingMessage(
        judged.letter().message().body(),
        Map.of("generation", Integer.toString(judged.letter().notice().generation() + 1)));
  }

  /** The key of {@link #newKey}, or of {@link #sameKey}. */
  static @Nullable IdempotencyKey key(DeadLetter letter, boolean isNew) {
    return letter.request() == null || !isNew
        ? letter.key()
        : letter.request().key(letter.notice().generation() + 1);
  }

  /**
   * Nobody recorded a death when the queue's own redrive policy moved it: this does, so that the
   * worker opens a new round. Where the ledger knows of a dead letter already, it is that one's.
   */
  private static Map<String, String> crashed(DeadLetter letter, @Nullable LedgerEntry entry) {
    Map<String, String> attributes = new LinkedHashMap<>();
    int generation = letter.notice().generation();
    attributes.put("key", String.valueOf(letter.key()));
    if (generation > 0) {
      attributes.put("generation", Integer.toString(generation));
    }
    attributes.put("death", Integer.toString(death(letter, entry)));
    attributes.put("reason", DeadLetterReason.CRASHED.toString());
    return attributes;
  }

  private static int death(DeadLetter letter, @Nullable LedgerEntry entry) {
    DeathNotice carried = letter.notice();
    if (entry == null) {
      return carried.death() + 1;
    }
    return entry.state() instanceof DeliveryState.Dead && entry.deaths() >= carried.death()
        ? entry.deaths()
        : Math.max(entry.deaths(), carried.death()) + 1;
  }
}
