package dev.everhook.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of operations keeps. */
public abstract class LedgerContractOfOperations {
  private static final Duration LEASE = Duration.ofMinutes(16);
  private static final int AT_ONCE = 20;

  /** Stands still unless a test turns it. */
  protected final SettableClock clock = new SettableClock();

  private final String id = "op-" + UUID.randomUUID();
  private OperationStore store;

  /** Opens a store without operations. */
  protected abstract OperationStore open(InstantSource clock) throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open(clock);
  }

  private Operation begun(String requestedBy) {
    return begun(id, requestedBy, clock.instant());
  }

  private static Operation begun(String id, String requestedBy, Instant at) {
    return Operation.begun(
        id, "redrive", requestedBy, "{\"action\":\"redrive\"}", at, at.plus(LEASE));
  }

  private Operation current() {
    return store.find(id).orElseThrow();
  }

  @Test
  void an_operation_is_found_as_it_began() {
    Operation operation = begun("\u00e4rger \uD83E\uDD2F \"quoted\" \\ " + "x".repeat(100_000));

    assertThat(store.begin(operation, clock.instant())).isEmpty();

    assertThat(store.find(id)).contains(operation);
  }

  @Test
  void what_never_began_is_not_found() {
    store.begin(begun("anybody"), clock.instant());

    assertThat(store.find(id + "x")).isEmpty();
    assertThat(store.find("")).isEmpty();
  }

  @Test
  void an_operation_that_runs_does_not_begin_again() {
    Operation first = begun("the first");
    store.begin(first, clock.instant());
    clock.advance(LEASE.minusMillis(1));

    assertThat(store.begin(begun("the second"), clock.instant())).contains(first);
    assertThat(store.begin(first, clock.instant())).contains(first);

    assertThat(current()).isEqualTo(first);
  }

  @Test
  void an_operation_whose_lease_is_over_begins_again_with_nothing_of_before() {
    store.begin(begun("the first"), clock.instant());
    store.progress(id, "{\"moved\":3}");
    store.askToStop(id);
    clock.advance(LEASE);
    Operation second = begun("the second");

    assertThat(store.begin(second, clock.instant())).isEmpty();

    assertThat(current()).isEqualTo(second);
    assertThat(store.progress(id, "{}")).isFalse();
  }

  @Test
  void an_operation_that_ended_never_begins_again_and_has_its_answer() {
    store.begin(begun("the first"), clock.instant());
    store.progress(id, "{\"moved\":7}");
    clock.advance(Duration.ofSeconds(9));
    store.end(id, clock.instant(), "{\"moved\":8}");
    Operation ended = current();
    clock.advance(LEASE.multipliedBy(9));

    assertThat(store.begin(begun("the second"), clock.instant())).contains(ended);

    assertThat(ended.endedAt()).isEqualTo(SettableClock.START.plusSeconds(9));
    assertThat(ended.answer()).isEqualTo("{\"moved\":8}");
    assertThat(ended.progress()).isEqualTo("{\"moved\":7}");
    assertThat(ended.requestedBy()).isEqualTo("the first");
  }

  @Test
  void progress_is_on_record_and_tells_of_a_stop() {
    store.begin(begun("anybody"), clock.instant());

    assertThat(store.progress(id, "{\"moved\":1}")).isFalse();
    assertThat(current().progress()).isEqualTo("{\"moved\":1}");
    assertThat(current().isStopAsked()).isFalse();

    assertThat(store.askToStop(id)).isTrue();
    assertThat(current().isStopAsked()).isTrue();
    assertThat(store.progress(id, "{\"moved\":2}")).isTrue();
    assertThat(store.progress(id, "{\"moved\":3}")).isTrue();
    assertThat(current().progress()).isEqualTo("{\"moved\":3}");
  }

  @Test
  void a_stop_of_what_is_unknown_or_ended_is_refused() {
    assertThat(store.askToStop(id)).isFalse();
    assertThat(store.find(id)).isEmpty();

    store.begin(begun("anybody"), clock.instant());
    store.end(id, clock.instant(), "{}");

    assertThat(store.askToStop(id)).isFalse();
    assertThat(current().isStopAsked()).isFalse();
  }

  @Test
  void progress_and_end_of_an_unknown_one_leave_no_trace() {
    assertThat(store.progress(id, "{}")).isFalse();
    store.end(id, clock.instant(), "{}");

    assertThat(store.find(id)).isEmpty();
    assertThat(store.recentOperations(10)).isEmpty();
  }

  @Test
  void what_ended_changes_no_more() {
    store.begin(begun("anybody"), clock.instant());
    store.askToStop(id);
    store.end(id, clock.instant(), "{\"moved\":1}");
    Operation ended = current();
    clock.advance(Duration.ofSeconds(1));

    assertThat(store.progress(id, "{\"moved\":2}")).isFalse();
    store.end(id, clock.instant(), "{\"moved\":3}");

    assertThat(current()).isEqualTo(ended);
  }

  @Test
  void recent_operations_come_latest_first_and_no_more_than_were_asked_for() {
    List<Operation> latestFirst = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      latestFirst.add(begun(id + i, "anybody", clock.instant().minusSeconds(i)));
    }
    List<Operation> shuffled = new ArrayList<>(latestFirst);
    Collections.shuffle(shuffled, new Random(1));
    shuffled.forEach(operation -> store.begin(operation, clock.instant()));

    assertThat(store.recentOperations(1)).isEqualTo(latestFirst.subList(0, 1));
    assertThat(store.recentOperations(5)).isEqualTo(latestFirst.subList(0, 5));
    assertThat(store.recentOperations(1_000)).isEqualTo(latestFirst);
  }

  @Test
  void of_many_that_begin_at_once_one_does() throws Exception {
    assertOneBegins();
  }

  @Test
  void of_many_that_begin_at_once_after_a_death_one_does() throws Exception {
    store.begin(begun("the dead one"), clock.instant());
    clock.advance(LEASE);

    assertOneBegins();
  }

  /** Equal in every field, as those of one millisecond may be. */
  private void assertOneBegins() throws Exception {
    Operation operation = begun("anybody");
    CountDownLatch start = new CountDownLatch(1);
    List<Optional<Operation>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<Operation>>> begins = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        begins.add(
            threads.submit(
                () -> {
                  start.await();
                  return store.begin(operation, clock.instant());
                }));
      }
      start.countDown();
      for (Future<Optional<Operation>> begin : begins) {
        answers.add(begin.get());
      }
    }

    assertThat(answers).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(answers).filteredOn(Optional::isPresent).containsOnly(Optional.of(operation));
  }
}
