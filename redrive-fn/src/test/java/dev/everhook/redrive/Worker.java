package dev.everhook.redrive;

import dev.everhook.core.Attempt;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.InMemoryQueue.Stored;
import dev.everhook.core.Outcome;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.ledger.Claim;
import dev.everhook.core.ledger.Death;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Does with the ledger what the worker does, without a call. */
final class Worker {
  static final Duration LEASE = Duration.ofMinutes(12);

  private final DeliveryLedger ledger;
  private final InstantSource clock;

  Worker(DeliveryLedger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /** The key by which the worker knows a message. */
  static IdempotencyKey key(String body, Map<String, String> attributes) {
    return RefreshRequestJson.read(body).key(DeathNotice.generationOf(attributes));
  }

  Claim claim(String body, Map<String, String> attributes) {
    int death = DeathNotice.deathOf(attributes);
    RefreshRequest request = RefreshRequestJson.read(body);
    Instant slot =
        request instanceof RefreshRequest.Scheduled scheduled ? scheduled.scheduledTime() : null;
    return ledger.claim(
        new DeliveryLedger.Message(
            key(body, attributes),
            new Origin(request.trigger(), slot, DeathNotice.generationOf(attributes), body),
            death,
            true,
            true),
        LEASE);
  }

  Claim claim(Stored message) {
    return claim(message.body(), message.attributes());
  }

  /** Claims a delivery that nobody has. */
  LedgerEntry take(String body, Map<String, String> attributes) {
    return ((Claim.Granted) claim(body, attributes)).held();
  }

  void deliver(LedgerEntry held) {
    ledger.delivered(held, attempt(new Outcome.Delivered(204)));
  }

  /** Claims it, is refused, and records the death whose notice the dead letter carries. */
  DeathNotice die(String body, Map<String, String> attributes) {
    LedgerEntry held = take(body, attributes);
    Death death = new Death(held.deaths() + 1, DeadLetterReason.REJECTED, 400, null);
    Outcome rejected = new Outcome.Rejected(400, DeadLetterReason.REJECTED);
    ledger.dead(ledger.dying(held, attempt(rejected), death).entry(), death);
    return new DeathNotice(
        held.key(),
        held.origin().generation(),
        death.number(),
        DeadLetterReason.REJECTED,
        400,
        null,
        1,
        clock.instant(),
        clock.instant());
  }

  private Attempt attempt(Outcome outcome) {
    return new Attempt(1, clock.instant(), Duration.ofMillis(1_500), outcome, "an excerpt");
  }
}
