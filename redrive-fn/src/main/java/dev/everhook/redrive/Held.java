package dev.everhook.redrive;

import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was received and is still in its queue, hidden: nothing of it but ids and receipts, so that
 * a large queue fits.
 */
final class Held {
  private final Map<String, ReceivedMessage> letters = new ConcurrentHashMap<>();

  /**
   * Remembers what was received.
   *
   * @return those that are here for the first time; another came again, since it was hidden for
   *     less time than all this takes
   */
  List<ReceivedMessage> unseen(List<ReceivedMessage> batch) {
    List<ReceivedMessage> unseen = new ArrayList<>(batch.size());
    for (ReceivedMessage message : batch) {
      if (letters.put(message.id(), withoutContent(message)) == null) {
        unseen.add(message);
      }
    }
    return unseen;
  }

  /** What is needed to release or delete a message. */
  static ReceivedMessage withoutContent(ReceivedMessage message) {
    return new ReceivedMessage(
        message.id(),
        message.receipt(),
        "",
        Map.of(),
        message.receiveCount(),
        message.sentAt(),
        message.firstReceivedAt(),
        message.receivedAt());
  }

  /** Forgets what is deleted. */
  void gone(Collection<ReceivedMessage> deleted) {
    deleted.forEach(message -> letters.remove(message.id()));
  }

  int size() {
    return letters.size();
  }

  /** Makes all of it visible again, as far as the queue answers. */
  void release(RefreshQueue queue) {
    List<ReceivedMessage> all = List.copyOf(letters.values());
    int part = Math.ceilDiv(all.size(), Lanes.COUNT);
    Lanes.each(
        all.isEmpty() ? 0 : Math.ceilDiv(all.size(), part),
        lane -> queue.release(all.subList(lane * part, Math.min(all.size(), (lane + 1) * part))));
  }
}
