package dev.everhook.core.ledger;

import dev.everhook.core.IdempotencyKey;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the entries of the ledger. Safe for use by many threads and many processes.
 *
 * <p>Every method answers within {@link DeliveryLedger#PATIENCE}, or throws {@link
 * LedgerUnavailableException}; a write that threw may have been made all the same. Where the store
 * answers that it never will, as without permission or table, it throws {@link
 * LedgerRefusedException}.
 */
public interface LedgerStore extends AutoCloseable {

  /** What is known of a delivery, with all writes that were acknowledged. */
  Optional<LedgerEntry> find(IdempotencyKey key);

  /**
   * What is known of many deliveries, in fewer steps where the store has them.
   *
   * @return the entries of those that are known
   */
  default Map<IdempotencyKey, LedgerEntry> findAll(Collection<IdempotencyKey> keys) {
    Map<IdempotencyKey, LedgerEntry> entries = new LinkedHashMap<>();
    keys.forEach(key -> find(key).ifPresent(entry -> entries.put(key, entry)));
    return entries;
  }

  /**
   * Writes an entry if what stands there is of the revision before it, or nothing stands there.
   * Both are one step.
   *
   * @return empty if it was written; otherwise what stands there instead
   */
  Optional<LedgerEntry> write(LedgerEntry entry);

  /**
   * The entries that changed last, the latest first.
   *
   * @param most how many at the most, from 1
   */
  List<LedgerEntry> recent(int most);

  /**
   * Unfinished entries that were due before an instant, in no order.
   *
   * @param most how many at the most, from 1
   */
  List<LedgerEntry> overdue(Instant before, int most);

  /**
   * Does all that the first write would do first, such as loading classes and shaking hands, and
   * changes nothing. As every method does, it throws where the store does not answer.
   */
  default void prime() {}

  @Override
  void close();
}
