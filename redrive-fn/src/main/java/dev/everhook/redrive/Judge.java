package dev.everhook.redrive;

import dev.everhook.core.DeadLetter;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what a redrive does with dead letters. Only a running lease blocks one. */
final class Judge {
  private final DeliveryLedger ledger;

  Judge(DeliveryLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * Judges a batch, with one look-up in the ledger for all of it.
   *
   * @throws dev.everhook.core.ledger.LedgerUnavailableException if the ledger does not answer
   * @throws dev.everhook.core.ledger.LedgerRefusedException if it refuses
   */
  List<Judged> judge(List<DeadLetter> letters, Instant now) {
    IdentityHashMap<DeadLetter, IdempotencyKey> keys = new IdentityHashMap<>();
    for (DeadLetter letter : letters) {
      IdempotencyKey key = letter.key();
      if (key != null) {
        keys.put(letter, key);
      }
    }
    Map<IdempotencyKey, LedgerEntry> entries =
        keys.isEmpty() ? Map.of() : ledger.findAll(Set.copyOf(keys.values()));
    List<Judged> judged = new ArrayList<>(letters.size());
    for (DeadLetter letter : letters) {
      IdempotencyKey key = keys.get(letter);
      judged.add(judged(letter, key == null ? null : entries.get(key), now));
    }
    return judged;
  }

  /** Judges a batch of which the ledger says nothing. */
  static List<Judged> judgeWithoutLedger(List<DeadLetter> letters, Instant now) {
    return letters.stream().map(letter -> judged(letter, null, now)).toList();
  }

  private static Judged judged(DeadLetter letter, @Nullable LedgerEntry entry, Instant now) {
    return new Judged(letter, entry, verdict(letter.request(), entry, now));
  }

  private static Verdict verdict(
      @Nullable RefreshRequest request, @Nullable LedgerEntry entry, Instant now) {
    if (request == null) {
      return Verdict.MALFORMED;
    }
    if (entry != null && entry.state() instanceof DeliveryState.Delivered) {
      return Verdict.SETTLED;
    }
    if (request.notAfter() != null && now.isAfter(request.notAfter())) {
      return Verdict.EXPIRED;
    }
    return entry != null
            && entry.state() instanceof DeliveryState.InFlight(_, _, var leaseEnd)
            && now.isBefore(leaseEnd)
        ? Verdict.BLOCKED
        : Verdict.MOVABLE;
  }
}
