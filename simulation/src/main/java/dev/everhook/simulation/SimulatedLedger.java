package dev.everhook.simulation;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries of the ledger, with conditional writes and expiry, and who holds each lease. */
final class SimulatedLedger {
  static final long NONE = 0;

  private static final long LONGEST_BEHIND = 1_800_000;

  private final World world;
  private final LedgerRules rules;
  private final Map<IdempotencyKey, LedgerEntry> entries = new LinkedHashMap<>();

  /** The entries as they were before their last change. */
  private final Map<IdempotencyKey, LedgerEntry> earlier = new HashMap<>();

  private final Set<IdempotencyKey> forgotten = new HashSet<>();
  private final Map<String, Life> holders = new HashMap<>();

  SimulatedLedger(World world) {
    this.world = world;
    this.rules = new LedgerRules(world, this);
  }

  @Nullable LedgerEntry find(IdempotencyKey key) {
    LedgerEntry entry = entries.get(key);
    if (entry != null && world.timeline().instant().isAfter(entry.expiresAt())) {
      entries.remove(key);
      forgotten.add(key);
      return null;
    }
    return entry;
  }

  /** The token of a claim; {@value #NONE} where somebody else has it, or nobody. */
  long tokenOf(Life life, IdempotencyKey key) {
    LedgerEntry entry = find(key);
    return entry != null
            && entry.state() instanceof DeliveryState.InFlight(var claim, _, _)
            && holder(claim) == life
        ? entry.token()
        : NONE;
  }

  /** Whether its entry expired. */
  boolean hasForgotten(@Nullable IdempotencyKey key) {
    return forgotten.contains(key);
  }

  /** Whether the conditions of a write hold. */
  boolean allows(LedgerEntry entry) {
    LedgerEntry there = find(entry.key());
    return there == null || there.revision() == entry.revision() - 1;
  }

  /** Writes, whatever stands there. */
  void put(LedgerEntry entry, Life life) {
    LedgerEntry there = find(entry.key());
    if (entry.state() instanceof DeliveryState.InFlight(var claim, _, _)) {
      holders.putIfAbsent(claim, life);
    }
    world.trace(
        () ->
            "%s: ledger has %s %s, token %d, round %s"
                .formatted(
                    life.name(),
                    world.cases().name(entry.key()),
                    entry.state(),
                    entry.token(),
                    entry.round().number() + "/" + entry.round().attempts()));
    rules.written(there, entry, life);
    if (there != null) {
      earlier.put(entry.key(), there);
    }
    entries.put(entry.key(), entry);
  }

  /** Who made a claim. */
  @Nullable Life holder(String claimId) {
    return holders.get(claimId);
  }

  Collection<LedgerEntry> entries() {
    return entries.values();
  }

  /** From an index, which may be behind: it has entries as they were some time ago. */
  List<LedgerEntry> overdue(Instant before, int most) {
    long behind =
        world.faults().strike("index of the ledger", Fault.BEHIND).isPresent()
            ? world.chance().between("index", 1_000, LONGEST_BEHIND)
            : 0;
    Instant asOf = world.timeline().instant().minusMillis(behind);
    List<LedgerEntry> overdue = new ArrayList<>();
    for (LedgerEntry latest : entries.values()) {
      LedgerEntry entry = latest.changedAt().isAfter(asOf) ? earlier.get(latest.key()) : latest;
      Instant due = entry == null ? null : entry.dueAt();
      if (due != null && due.isBefore(before) && overdue.size() < most) {
        overdue.add(entry);
      }
    }
    return overdue;
  }

  Optional<Instant> longestDue() {
    Instant longest = null;
    for (LedgerEntry entry : entries.values()) {
      Instant due = entry.dueAt();
      if (due != null && (longest == null || due.isBefore(longest))) {
        longest = due;
      }
    }
    return Optional.ofNullable(longest);
  }
}
