package dev.everhook.simulation;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerRefusedException;
import dev.everhook.core.ledger.LedgerStore;
import dev.everhook.core.ledger.LedgerUnavailableException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The ledger as one function meets it. */
final class LedgerCalls implements LedgerStore {
  private final World world;
  private final SimulatedLedger ledger;
  private final Life life;

  LedgerCalls(World world, SimulatedLedger ledger, Life life) {
    this.world = world;
    this.ledger = ledger;
    this.life = life;
  }

  private <T> T call(String what, Supplier<T> effect, Runnable onSilence) {
    if (world.outages().isLedgerRefusing()) {
      life.pause(20);
      onSilence.run();
      throw new LedgerRefusedException(what, "access denied", new IllegalStateException(what));
    }
    return life.call(
        "ledger, " + what,
        world.outages().isLedgerDown(),
        effect,
        () -> {
          onSilence.run();
          return new LedgerUnavailableException(
              what, "no answer", new IllegalStateException("no answer"));
        });
  }

  private void silent(IdempotencyKey key) {
    life.isBlindTo(key);
    Case of = world.cases().find(key);
    if (of != null) {
      of.uncounted++;
    }
  }

  @Override
  public Optional<LedgerEntry> find(IdempotencyKey key) {
    return call(
        "read " + world.cases().name(key),
        () -> Optional.ofNullable(ledger.find(key)),
        () -> silent(key));
  }

  @Override
  public Map<IdempotencyKey, LedgerEntry> findAll(Collection<IdempotencyKey> keys) {
    return call(
        "read many",
        () -> {
          Map<IdempotencyKey, LedgerEntry> found = new LinkedHashMap<>();
          for (IdempotencyKey key : keys) {
            LedgerEntry entry = ledger.find(key);
            if (entry != null) {
              found.put(key, entry);
            }
          }
          return found;
        },
        () -> {});
  }

  @Override
  public Optional<LedgerEntry> write(LedgerEntry entry) {
    return call(
        "write " + world.cases().name(entry.key()),
        () -> {
          if (!ledger.allows(entry)) {
            return Optional.ofNullable(ledger.find(entry.key()));
          }
          ledger.put(entry, life);
          return Optional.empty();
        },
        () -> silent(entry.key()));
  }

  @Override
  public List<LedgerEntry> recent(int most) {
    return call(
        "read the last",
        () ->
            ledger.entries().stream()
                .sorted(Comparator.comparing(LedgerEntry::changedAt).reversed())
                .limit(most)
                .toList(),
        () -> {});
  }

  @Override
  public List<LedgerEntry> overdue(Instant before, int most) {
    return call("read what is overdue", () -> ledger.overdue(before, most), () -> {});
  }

  @Override
  public void close() {}
}
