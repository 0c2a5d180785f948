package dev.everhook.core.ledger;

import dev.everhook.core.Trigger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a delivery comes from: enough to send its message again.
 *
 * @param slot the slot of a scheduled request, in whole milliseconds; null for a manual one
 * @param generation 0, or higher where an operator asked for a new key
 * @param body the message's body, as it was received
 */
public record Origin(Trigger trigger, @Nullable Instant slot, int generation, String body) {
  public Origin {
    slot = slot == null ? null : slot.truncatedTo(ChronoUnit.MILLIS);
  }
}
