package dev.everhook.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Attempt;
import dev.everhook.core.Outcome;
import dev.everhook.core.Outcome.Certainty;
import dev.everhook.core.SettableClock;
import dev.everhook.core.ledger.DeliveryLedger.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of one delivery: workers that claim, speak, speak late or never, messages that
 * are doubled or redriven, and time that passes. What holds at every step is stated here without
 * the table.
 */
class ClaimTablePropertyTest {
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final int STEPS = 200;

  private final SettableClock clock = new SettableClock();
  private final InMemoryLedger store = new InMemoryLedger();
  private final List<LedgerEntry> held = new ArrayList<>();
  private int claims;
  private int deadLetters;

  private final DeliveryLedger ledger = new DeliveryLedger(store, clock, () -> "claim-" + ++claims);

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void every_step_of_a_history_keeps_the_rules(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      LedgerEntry before = current();
      switch (random.nextInt(4)) {
        case 0, 1 -> receive(random.nextInt(deadLetters + 2), before);
        case 2 -> speak(random, before);
        default -> clock.advance(Duration.ofSeconds(random.nextInt(900)));
      }
      assertNothingIsUndone(before, current());
    }
  }

  private void receive(int death, @Nullable LedgerEntry before) {
    Message message = new Message(Entries.KEY, Entries.ORIGIN, death, before != null, true);
    switch (ledger.claim(message, LEASE)) {
      case Claim.Granted(var entry) -> {
        assertThat(isFree(before, death)).isTrue();
        assertThat(entry.token()).isEqualTo(before == null ? 1 : before.token() + 1);
        boolean isNewRound = before != null && entry.round().number() > before.round().number();
        assertThat(isNewRound).isEqualTo(before != null && isRedrive(before, death));
        assertThat(entry.round().attempts())
            .isEqualTo(before == null || isNewRound ? 0 : before.round().attempts());
        held.add(entry);
      }
      case Claim.NotDue(var until) -> assertThat(until).isAfter(clock.instant());
      case Claim.Leased(var until) -> {
        assertThat(state(before)).isInstanceOf(DeliveryState.InFlight.class);
        assertThat(until).isAfter(clock.instant());
      }
      case Claim.Duplicate(var state) -> {
        assertThat(state.isFinished()).isTrue();
        assertThat(isFree(before, death)).isFalse();
      }
      case Claim.Dying(var entry, var number) -> {
        assertThat(state(before)).isInstanceOf(DeliveryState.Dying.class);
        ledger.dead(entry, number);
      }
    }
  }

  /** Whether a message may have the delivery, as a person would say it. */
  private boolean isFree(@Nullable LedgerEntry before, int death) {
    return switch (state(before)) {
      case null -> true;
      case DeliveryState.Pending() -> true;
      case DeliveryState.Waiting(var until, _) ->
          isRedrive(before, death) || !until.isAfter(clock.instant());
      case DeliveryState.InFlight(_, _, var end) -> !end.isAfter(clock.instant());
      case DeliveryState.Delivered _ -> false;
      case DeliveryState.Dying _, DeliveryState.Dead _ -> isRedrive(before, death);
    };
  }

  /** Its dead letter was put back: the last one, or one that the ledger never heard of. */
  private static boolean isRedrive(@Nullable LedgerEntry before, int death) {
    boolean isGivenUp =
        state(before) instanceof DeliveryState.Dying || state(before) instanceof DeliveryState.Dead;
    return before != null && (isGivenUp ? death >= before.deaths() : death > before.deaths());
  }

  /** Any worker that ever had a claim says something, however late. */
  private void speak(Random random, @Nullable LedgerEntry before) {
    if (held.isEmpty() || before == null) {
      return;
    }
    LedgerEntry mine = held.get(random.nextInt(held.size()));
    boolean isHolder =
        before.state() instanceof DeliveryState.InFlight && before.token() == mine.token();
    switch (random.nextInt(5)) {
      case 0 -> assertFenced(ledger.release(mine), isHolder);
      case 1 -> assertFenced(ledger.deferred(mine, clock.instant().plusSeconds(60)), isHolder);
      case 2 ->
          assertFenced(
              ledger.waiting(
                  mine,
                  attempt(new Outcome.Retry(503, null, Certainty.FAILED, null)),
                  clock.instant().plusSeconds(random.nextInt(600)),
                  DeliveryState.Cause.RETRY),
              isHolder);
      case 3 -> {
        Written written = ledger.dying(mine, Entries.death(mine.deaths() + 1));
        assertFenced(written, isHolder);
        if (!written.isFenced()) {
          deadLetters = Math.max(deadLetters, mine.deaths() + 1);
          if (random.nextBoolean()) {
            ledger.dead(written.entry(), Entries.death(mine.deaths() + 1));
          }
        }
      }
      default -> {
        if (random.nextInt(10) == 0) {
          assertThat(ledger.delivered(mine, attempt(new Outcome.Delivered(200))).isFenced())
              .isFalse();
          assertThat(state(current())).isInstanceOf(DeliveryState.Delivered.class);
        }
      }
    }
  }

  private void assertFenced(Written written, boolean isHolder) {
    if (isHolder) {
      assertThat(written.isFenced()).isFalse();
      assertThat(current()).isEqualTo(written.entry());
    } else {
      // The same holder may have spoken before: then its word stands, or its last one does.
      assertThat(written.isFenced() || written.entry().equals(current())).isTrue();
    }
  }

  private static void assertNothingIsUndone(
      @Nullable LedgerEntry before, @Nullable LedgerEntry after) {
    if (before == null || after == null) {
      return;
    }
    assertThat(after.token()).isGreaterThanOrEqualTo(before.token());
    assertThat(after.deaths()).isGreaterThanOrEqualTo(before.deaths());
    assertThat(after.revision()).isGreaterThanOrEqualTo(before.revision());
    if (before.state() instanceof DeliveryState.Delivered) {
      assertThat(after.state()).isEqualTo(before.state());
    }
  }

  private Attempt attempt(Outcome outcome) {
    return new Attempt(1, clock.instant(), Duration.ofSeconds(1), outcome, null);
  }

  private static @Nullable DeliveryState state(@Nullable LedgerEntry entry) {
    return entry == null ? null : entry.state();
  }

  private @Nullable LedgerEntry current() {
    return store.find(Entries.KEY).orElse(null);
  }
}
