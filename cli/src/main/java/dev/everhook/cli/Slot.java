package dev.everhook.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A slot, and what became of it.
 *
 * @param delivery null where the ledger knows none
 */
record Slot(Instant at, Fate fate, @Nullable Delivery delivery) {
  /** What became of a slot. */
  enum Fate {
    /** The ledger knows it. */
    KNOWN,
    /** It was due a moment ago, and its message may be on its way. */
    DUE,
    /** It should be in the ledger, and is not. */
    MISSING
  }

  /** The word for it: the state of its delivery, or {@code due}, or {@code MISSING}. */
  String word() {
    return switch (fate) {
      case KNOWN -> delivery == null ? "known" : delivery.state();
      case DUE -> "due";
      case MISSING -> "MISSING";
    };
  }
}
