package dev.everhook.embedded.sqs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Removals that are not written yet, since each may be one half of a move.
 *
 * <p>When a redrive policy or a message move task moves a message, ElasticMQ tells of a removal
 * from one queue and of an addition to another, in either order. Written as they come, a process
 * that is killed in between loses the message. So a removal that may belong to a move is held for a
 * while, and an addition calls it off.
 */
final class HeldRemovals {
  private final Map<String, Removal> byMessageId = new LinkedHashMap<>();

  /** A removal of a message from a queue, to be written at {@code due}. */
  record Removal(String queue, String messageId, Instant due) {}

  void hold(Removal removal) {
    // Taken out first, since the order of the map is that of the due times.
    byMessageId.remove(removal.messageId());
    byMessageId.put(removal.messageId(), removal);
  }

  void callOff(String messageId) {
    byMessageId.remove(messageId);
  }

  boolean isEmpty() {
    return byMessageId.isEmpty();
  }

  /** Takes out the removals that are due. */
  List<Removal> takeDue(Instant now) {
    List<Removal> due = new ArrayList<>();
    for (Removal removal : byMessageId.values()) {
      if (removal.due().isAfter(now)) {
        break;
      }
      due.add(removal);
    }
    due.forEach(removal -> byMessageId.remove(removal.messageId()));
    return due;
  }
}
