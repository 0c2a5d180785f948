package dev.everhook.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a store keeps: entries as they were, in single steps, and in order. */
public abstract class LedgerContractOfStores extends LedgerContract {

  static Stream<LedgerEntry> entries() {
    return LedgerContractEntries.all();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("entries")
  void an_entry_is_found_as_it_was_written(LedgerEntry entry) {
    assertThat(store.write(entry)).isEmpty();

    assertThat(store.find(entry.key())).contains(entry);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("entries")
  void an_entry_takes_the_place_of_another_with_all_its_fields(LedgerEntry entry) {
    store.write(LedgerContractEntries.full(entry.key(), entry.revision() - 1));

    assertThat(store.write(entry)).isEmpty();

    assertThat(store.find(entry.key())).contains(entry);
  }

  @Test
  void what_was_never_written_is_not_found() {
    store.write(LedgerContractEntries.pending(newKey(), 1, clock.instant()));

    assertThat(store.find(key)).isEmpty();
  }

  @Test
  void many_are_found_at_once_and_the_unknown_are_left_out() {
    Map<IdempotencyKey, LedgerEntry> known = new HashMap<>();
    List<IdempotencyKey> asked = new ArrayList<>();
    for (int i = 0; i < 230; i++) {
      LedgerEntry entry = LedgerContractEntries.pending(newKey(), 1, clock.instant());
      store.write(entry);
      known.put(entry.key(), entry);
      asked.addAll(List.of(entry.key(), newKey()));
    }
    store.write(LedgerContractEntries.full(key, 1));
    Collections.shuffle(asked, new Random(1));

    assertThat(store.findAll(asked)).isEqualTo(known);
  }

  @Test
  void a_key_that_is_asked_for_twice_is_found_once() {
    LedgerEntry entry = LedgerContractEntries.full(key, 3);
    store.write(entry);

    assertThat(store.findAll(List.of(key, newKey(), key))).isEqualTo(Map.of(key, entry));
  }

  @Test
  void of_no_keys_nothing_is_found() {
    assertThat(store.findAll(Set.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "7, 8"})
  void a_write_that_saw_the_last_one_is_made(long there, long next) {
    store.write(LedgerContractEntries.pending(key, there, clock.instant()));
    LedgerEntry entry = LedgerContractEntries.full(key, next);

    assertThat(store.write(entry)).isEmpty();

    assertThat(current()).isEqualTo(entry);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "7, 1", "7, 6", "7, 7", "7, 9"})
  void a_write_that_did_not_see_the_last_one_is_answered_with_it(long there, long next) {
    LedgerEntry standing = LedgerContractEntries.full(key, there);
    store.write(standing);

    assertThat(store.write(LedgerContractEntries.pending(key, next, clock.instant())))
        .contains(standing);

    assertThat(current()).isEqualTo(standing);
  }

  @Test
  void a_write_that_comes_twice_is_answered_with_itself() {
    LedgerEntry entry = LedgerContractEntries.full(key, 3);
    store.write(entry);

    assertThat(store.write(entry)).contains(entry);
  }

  @Test
  void a_write_where_nothing_stands_is_made_whatever_it_saw() {
    LedgerEntry entry = LedgerContractEntries.full(key, 41);

    assertThat(store.write(entry)).isEmpty();

    assertThat(current()).isEqualTo(entry);
  }

  @Test
  void recent_entries_come_latest_first_and_no_more_than_were_asked_for() {
    List<LedgerEntry> latestFirst = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Instant at = clock.instant().minusSeconds(i);
      latestFirst.add(
          i % 3 == 0
              ? LedgerContractEntries.delivered(newKey(), 1, at)
              : LedgerContractEntries.pending(newKey(), 1, at));
    }
    List<LedgerEntry> shuffled = new ArrayList<>(latestFirst);
    Collections.shuffle(shuffled, new Random(1));
    shuffled.forEach(store::write);

    assertThat(store.recent(1)).isEqualTo(latestFirst.subList(0, 1));
    assertThat(store.recent(17)).isEqualTo(latestFirst.subList(0, 17));
    assertThat(store.recent(1_000)).isEqualTo(latestFirst);
  }

  @Test
  void an_entry_that_changes_comes_first_and_only_once() {
    store.write(LedgerContractEntries.pending(key, 1, clock.instant()));
    LedgerEntry other = LedgerContractEntries.full(newKey(), 1);
    store.write(other);
    LedgerEntry changed =
        LedgerContractEntries.delivered(key, 2, clock.instant().plus(Duration.ofDays(1)));
    store.write(changed);

    assertThat(store.recent(10)).containsExactly(changed, other);
  }

  @Test
  void overdue_entries_are_the_unfinished_ones_that_were_due_before() {
    Instant before = clock.instant();
    List<LedgerEntry> due = LedgerContractEntries.dueAt(before.minusMillis(1));
    due.forEach(store::write);
    LedgerContractEntries.dueAt(before).forEach(store::write);
    store.write(LedgerContractEntries.delivered(newKey(), 1, before.minusSeconds(9)));
    store.write(LedgerContractEntries.dead(newKey(), 1, before.minusSeconds(9)));

    assertThat(due).hasSize(4);
    assertThat(store.overdue(before, 100)).containsExactlyInAnyOrderElementsOf(due);
    assertThat(store.overdue(before, 3)).hasSize(3).isSubsetOf(due);
  }

  @Test
  void an_entry_that_is_finished_is_no_longer_overdue() {
    store.write(LedgerContractEntries.pending(key, 1, clock.instant()));
    Instant before = clock.instant().plusSeconds(60);
    assertThat(store.overdue(before, 10)).hasSize(1);

    store.write(LedgerContractEntries.delivered(key, 2, clock.instant()));

    assertThat(store.overdue(before, 10)).isEmpty();
  }
}
