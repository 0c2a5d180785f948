package dev.everhook.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds when many work at once. */
public abstract class LedgerContractOfRaces extends LedgerContract {
  private static final int CLAIMERS = 50;
  private static final int WORKERS = 5;

  /** How many steps each worker takes in a random history: fewer where the store is slow. */
  protected int steps() {
    return 150;
  }

  /** What the claimers find, and the death that their messages carry. */
  enum Found {
    NOTHING(0) {
      @Override
      long prepare(LedgerContract test) {
        return 0;
      }
    },
    WAITING_AND_DUE(0) {
      @Override
      long prepare(LedgerContract test) {
        LedgerEntry held = test.claim();
        return written(test.ledger.deferred(held, test.clock.instant())).token();
      }
    },
    A_LEASE_THAT_IS_OVER(0) {
      @Override
      long prepare(LedgerContract test) {
        LedgerEntry held = test.claim();
        test.clock.advance(LEASE);
        return held.token();
      }
    },
    DEAD_AND_REDRIVEN(1) {
      @Override
      long prepare(LedgerContract test) {
        return test.die(1).token();
      }
    };

    private final int death;

    Found(int death) {
      this.death = death;
    }

    /** Makes it so; returns the last token. */
    abstract long prepare(LedgerContract test);
  }

  @ParameterizedTest
  @EnumSource
  void of_many_claimers_one_is_granted(Found found) throws Exception {
    long token = found.prepare(this);
    DeliveryLedger.Message message = message(found.death);

    List<Claim> claims = atOnce(CLAIMERS, i -> () -> ledger.claim(message, LEASE));

    List<LedgerEntry> granted =
        claims.stream()
            .filter(claim -> claim instanceof Claim.Granted)
            .map(LedgerContract::granted)
            .toList();
    assertThat(granted).hasSize(1);
    assertThat(granted.getFirst().token()).isEqualTo(token + 1);
    assertThat(current()).isEqualTo(granted.getFirst());
    assertThat(claims)
        .filteredOn(claim -> !(claim instanceof Claim.Granted))
        .containsOnly(new Claim.Leased(clock.instant().plus(LEASE)));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void whatever_workers_do_at_once_the_rules_hold(long seed) throws Exception {
    var history = new LedgerContractHistory(ledger, clock, Duration.ofSeconds(30));

    atOnce(
        WORKERS,
        worker ->
            () -> {
              history.work(seed * WORKERS + worker, steps());
              return true;
            });

    history.assertRulesHeld();
  }

  /** What a worker does, by its number from 0. */
  @FunctionalInterface
  private interface Work<T> {
    Callable<T> of(int worker);
  }

  private static <T> List<T> atOnce(int workers, Work<T> work) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> answers = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        Callable<T> task = work.of(i);
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> answer : answers) {
        results.add(answer.get());
      }
      return results;
    }
  }
}
