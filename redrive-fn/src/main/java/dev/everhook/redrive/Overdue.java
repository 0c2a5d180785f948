package dev.everhook.redrive;

import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Deliveries at which somebody should have been so long ago that their message is likely gone.
 *
 * @param entries the longest overdue first
 */
record Overdue(List<LedgerEntry> entries) {
  /** A worker that died hides its message for the visibility timeout; this is for the receive. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private static final Duration BEYOND_ANY_WAIT = Duration.ofDays(30);
  private static final int MOST_UNFINISHED = 10_000;

  /**
   * @param visibility the visibility timeout of the refresh queue
   * @param most how many at the most
   */
  static Overdue find(DeliveryLedger ledger, Duration visibility, InstantSource clock, int most) {
    Instant before = clock.instant().minus(visibility).minus(MARGIN);
    return new Overdue(
        ledger.overdue(before, most).stream()
            .sorted(Comparator.comparing(Overdue::dueAt))
            .toList());
  }

  /**
   * All deliveries that are not finished, overdue or not; of more than {@value #MOST_UNFINISHED}
   * those that the store gives.
   */
  static List<LedgerEntry> unfinished(DeliveryLedger ledger, InstantSource clock) {
    return ledger.overdue(clock.instant().plus(BEYOND_ANY_WAIT), MOST_UNFINISHED);
  }

  /** For how long the oldest of them has been asked for, or redriven; zero for none. */
  static Duration oldest(List<LedgerEntry> unfinished, Instant now) {
    return unfinished.stream()
        .map(entry -> Duration.between(entry.round().startedAt(), now))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private static Instant dueAt(LedgerEntry entry) {
    return Objects.requireNonNullElse(entry.dueAt(), Instant.MAX);
  }

  /** When the first of them was due. */
  Optional<Instant> oldest() {
    return entries.stream().map(Overdue::dueAt).findFirst();
  }
}
