package dev.everhook.cli;

import dev.everhook.embedded.Words;

/** What an operator wants to know of a slot besides its state. */
final class SlotDetail {
  private SlotDetail() {}

  static String of(Slot slot) {
    Delivery delivery = slot.delivery();
    if (delivery == null) {
      return slot.fate() == Slot.Fate.DUE ? "its message is on its way" : "nothing is known of it";
    }
    if (delivery.deliveredAt() != null) {
      return "%s after the slot, %s"
          .formatted(
              Age.of(slot.at(), delivery.deliveredAt()),
              Words.count(delivery.attempts(), "attempt"));
    }
    if (delivery.death() != null) {
      return delivery.death().reason()
          + " "
          + Cause.of(delivery.death().status(), delivery.death().errorCode());
    }
    if (delivery.waitingUntil() != null) {
      return "until " + delivery.waitingUntil() + ", after " + delivery.waitingAfter();
    }
    return Words.count(delivery.attempts(), "attempt");
  }
}
