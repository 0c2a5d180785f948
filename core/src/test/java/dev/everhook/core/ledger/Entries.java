package dev.everhook.core.ledger;

import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Trigger;
import java.time.Instant;

/** Entries to test with. */
final class Entries {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final IdempotencyKey KEY = IdempotencyKey.ofRequest("request-1", 0);
  static final Origin ORIGIN = new Origin(Trigger.MANUAL, null, 0, "{}");

  private Entries() {}

  /** An entry that died so many times, in a state. */
  static LedgerEntry in(DeliveryState state, int deaths) {
    LedgerEntry unknown = LedgerEntry.unknown(KEY, ORIGIN, deaths, NOW);
    return switch (state) {
      case DeliveryState.Pending() -> unknown.released();
      case DeliveryState.InFlight(var claimId, var since, var end) ->
          unknown.claimed(claimId, since, end);
      case DeliveryState.Waiting(var until, var because) -> unknown.waiting(until, because);
      case DeliveryState.Delivered(var at) -> unknown.delivered(at);
      case DeliveryState.Dying(var death) -> unknown.dying(death);
      case DeliveryState.Dead(var death) -> unknown.dead(death);
    };
  }

  static Death death(int number) {
    return new Death(number, DeadLetterReason.REJECTED, 400, null);
  }
}
