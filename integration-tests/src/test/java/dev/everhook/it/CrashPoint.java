package dev.everhook.it;

import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.LedgerEntry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker is killed, and what cannot be avoided then.
 *
 * <p>All but one lie before or after a write to the ledger, since every step of a delivery that
 * matters is recorded there.
 */
enum CrashPoint {
  /** The message was received, and nothing was done. */
  AFTER_RECEIVE(200, true, DeliveryState.InFlight.class, 1, 0),
  /** The ledger has the claim, and no call was made. */
  AFTER_CLAIM(200, false, DeliveryState.InFlight.class, 1, 0),
  /** The webhook is at work: nobody will hear its answer, so the call must be made again. */
  CALL_OPEN(200, false, null, 2, 0),
  /** The answer is here, and nobody else knows: the call must be made again. */
  BEFORE_DELIVERED(200, true, DeliveryState.Delivered.class, 2, 0),
  /** The ledger knows, and the queue does not. */
  AFTER_DELIVERED(200, false, DeliveryState.Delivered.class, 1, 0),
  /** The ledger knows of the death, and the dead-letter queue does not. */
  AFTER_DYING(400, false, DeliveryState.Dying.class, 1, 1),
  /** The dead letter is in its queue, and the ledger does not know: it must be sent again. */
  BEFORE_DEAD(400, true, DeliveryState.Dead.class, 1, 2),
  /** The ledger knows that the dead letter is in its queue, and the refresh queue does not. */
  AFTER_DEAD(400, false, DeliveryState.Dead.class, 1, 1);

  /** What the webhook answers. */
  final int answer;

  /** How often the webhook is called for one delivery, all crashes included. */
  final int calls;

  /** How many dead letters one delivery leaves. */
  final int deadLetters;

  private final boolean isBefore;
  private final @Nullable Class<? extends DeliveryState> written;

  CrashPoint(
      int answer,
      boolean isBefore,
      @Nullable Class<? extends DeliveryState> written,
      int calls,
      int deadLetters) {
    this.answer = answer;
    this.isBefore = isBefore;
    this.written = written;
    this.calls = calls;
    this.deadLetters = deadLetters;
  }

  boolean isBefore(LedgerEntry entry) {
    return isBefore && isIt(entry);
  }

  boolean isAfter(LedgerEntry entry) {
    return !isBefore && isIt(entry);
  }

  private boolean isIt(LedgerEntry entry) {
    return written != null && written.isInstance(entry.state());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
