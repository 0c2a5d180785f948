package dev.everhook.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Attempt;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Outcome;
import dev.everhook.core.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What several workers do to a few deliveries, at random, and what must be true of it. */
final class LedgerContractHistory {
  private static final int DELIVERIES = 3;

  private final DeliveryLedger ledger;
  private final SettableClock clock;
  private final Duration lease;
  private final Queue<Step> steps = new ConcurrentLinkedQueue<>();
  private final List<IdempotencyKey> keys;

  LedgerContractHistory(DeliveryLedger ledger, SettableClock clock, Duration lease) {
    this.ledger = ledger;
    this.clock = clock;
    this.lease = lease;
    this.keys = List.of(LedgerContract.newKey(), LedgerContract.newKey(), LedgerContract.newKey());
  }

  /** A write that was made, of what kind, and by the holder of which token. */
  private record Step(Kind kind, long token, LedgerEntry entry) {}

  private enum Kind {
    CLAIM,
    SUCCESS,
    FENCED
  }

  /** Works as one of several. */
  void work(long seed, int count) {
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      turnClock(random);
      IdempotencyKey key = keys.get(random.nextInt(DELIVERIES));
      int death = random.nextInt(3);
      switch (ledger.claim(LedgerContract.message(key, death), lease)) {
        case Claim.Granted(var held) -> {
          steps.add(new Step(Kind.CLAIM, held.token(), held));
          hold(held, random);
        }
        case Claim.Dying(var entry, var deathBegun) ->
            add(Kind.FENCED, entry.token(), ledger.dead(entry, deathBegun));
        case Claim.NotDue _, Claim.Leased _, Claim.Duplicate _ -> {}
      }
    }
  }

  /** Mostly forward, at times beyond a lease, and at times back. */
  private void turnClock(Random random) {
    clock.advance(Duration.ofMillis(random.nextInt(10_000) - 2_000));
    if (random.nextInt(10) == 0) {
      clock.advance(lease);
    }
  }

  private void hold(LedgerEntry held, Random random) {
    turnClock(random);
    Instant now = clock.instant();
    Instant later = now.plusSeconds(random.nextInt(60));
    long token = held.token();
    Attempt failed = attempt(held, new Outcome.Retry(503, null, Outcome.Certainty.FAILED, null));
    Death death = new Death(held.deaths() + 1, DeadLetterReason.EXHAUSTED, 503, null);
    switch (random.nextInt(16)) {
      case 0 -> add(Kind.SUCCESS, token, ledger.delivered(held, succeeded(held)));
      case 1, 2, 3 -> add(Kind.FENCED, token, ledger.release(held));
      case 4, 5, 6 -> add(Kind.FENCED, token, ledger.deferred(held, later));
      case 7, 8, 9, 10 ->
          add(Kind.FENCED, token, ledger.waiting(held, failed, later, DeliveryState.Cause.RETRY));
      case 11, 12 -> {
        Written dying = ledger.dying(held, failed, death);
        add(Kind.FENCED, token, dying);
        if (!dying.isFenced() && random.nextBoolean()) {
          add(Kind.FENCED, token, ledger.dead(dying.entry(), death));
        }
      }
      default -> {
        // It dies: its lease runs out.
      }
    }
  }

  private Attempt attempt(LedgerEntry held, Outcome outcome) {
    return new Attempt(
        held.nextAttempt(), clock.instant(), Duration.ofMillis(3), outcome, "an excerpt");
  }

  private Attempt succeeded(LedgerEntry held) {
    return attempt(held, new Outcome.Delivered(200));
  }

  private void add(Kind kind, long token, Written written) {
    if (!written.isFenced()) {
      steps.add(new Step(kind, token, written.entry()));
    }
  }

  /**
   * The rules, said once more without the ledger's own words. Two who finish one death at the same
   * instant write the same, and each is told that it did.
   */
  void assertRulesHeld() {
    for (IdempotencyKey key : keys) {
      List<Step> made =
          steps.stream()
              .filter(step -> step.entry.key().equals(key))
              .distinct()
              .sorted(Comparator.comparingLong(step -> step.entry.revision()))
              .toList();
      for (int i = 0; i < made.size(); i++) {
        Step step = made.get(i);
        assertThat(step.entry.revision()).as("each revision is written once").isEqualTo(i + 1);
        if (i > 0) {
          assertFollows(made.get(i - 1), step);
        }
      }
      assertThat(ledger.find(key))
          .as("what stands there in the end")
          .isEqualTo(made.isEmpty() ? Optional.empty() : Optional.of(made.getLast().entry));
    }
    assertThat(steps).filteredOn(step -> step.kind == Kind.CLAIM).hasSizeGreaterThan(3);
  }

  private static void assertFollows(Step before, Step step) {
    long last = before.entry.token();
    assertThat(step.entry.token())
        .as("a claim raises the token, and nothing else does")
        .isEqualTo(step.kind == Kind.CLAIM ? last + 1 : last);
    if (step.kind == Kind.FENCED) {
      assertThat(step.token).as("the last holder alone writes").isEqualTo(last);
    }
    if (before.entry.state() instanceof DeliveryState.Delivered delivered) {
      assertThat(step.entry.state()).as("a success is never undone").isEqualTo(delivered);
      assertThat(step.kind).isEqualTo(Kind.SUCCESS);
    }
    if (step.kind == Kind.CLAIM) {
      assertThat(before.entry.state())
          .as("nothing is claimed under a lease that runs")
          .satisfies(
              state -> {
                if (state instanceof DeliveryState.InFlight(_, _, var leaseEnd)) {
                  assertThat(step.entry.changedAt()).isAfterOrEqualTo(leaseEnd);
                }
              });
    }
  }
}
