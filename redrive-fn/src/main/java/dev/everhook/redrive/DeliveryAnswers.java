package dev.everhook.redrive;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.LedgerEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the ledger knows of deliveries. */
final class DeliveryAnswers {
  private final DeliveryLedger ledger;

  DeliveryAnswers(DeliveryLedger ledger) {
    this.ledger = ledger;
  }

  /** Those that changed last, the latest first. */
  String recent(int limit) {
    return json(ledger.recent(limit), false);
  }

  /** Those of some keys, in their order, each with its body; one that is not known is left out. */
  String named(List<IdempotencyKey> keys) {
    Map<IdempotencyKey, LedgerEntry> entries = ledger.findAll(keys);
    return json(keys.stream().map(entries::get).filter(Objects::nonNull).toList(), true);
  }

  private static String json(Collection<LedgerEntry> entries, boolean withBody) {
    return Answer.json(
        "deliveries",
        out -> {
          out.writeArrayFieldStart("deliveries");
          for (LedgerEntry entry : entries) {
            new ShownDelivery(entry).write(out, withBody, true);
          }
          out.writeEndArray();
        });
  }
}
