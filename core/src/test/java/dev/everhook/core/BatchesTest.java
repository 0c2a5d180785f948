package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchesTest {

  private static List<Integer> sizes(int seed) {
    Random random = new Random(seed);
    int largest = List.of(10, 10_000, 100_000, 300_000).get(random.nextInt(4));
    return random.ints(random.nextInt(60), 0, largest).boxed().toList();
  }

  private static int sum(List<Integer> batch) {
    return batch.stream().mapToInt(Integer::intValue).sum();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void every_entry_is_in_one_batch_in_its_order(int seed) {
    List<Integer> sizes = sizes(seed);

    List<List<Integer>> batches = Batches.pack(sizes, size -> size);

    assertThat(batches.stream().flatMap(Collection::stream).toList()).isEqualTo(sizes);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void a_batch_has_one_to_ten_entries_and_256_kib_unless_one_alone_is_larger(int seed) {
    assertThat(Batches.pack(sizes(seed), size -> size))
        .allSatisfy(
            batch -> {
              assertThat(batch).hasSizeBetween(1, 10);
              assertThat(batch.size() == 1 || sum(batch) <= 256 * 1024).isTrue();
            });
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void no_two_neighbours_would_fit_one_batch(int seed) {
    List<List<Integer>> batches = Batches.pack(sizes(seed), size -> size);

    for (int i = 1; i < batches.size(); i++) {
      List<Integer> before = batches.get(i - 1);
      assertThat(before.size() == 10 || sum(before) + batches.get(i).getFirst() > 256 * 1024)
          .isTrue();
    }
  }

  @Test
  void entries_that_just_fit_are_one_batch() {
    assertThat(Batches.pack(List.of(128 * 1024, 128 * 1024), size -> size)).hasSize(1);
    assertThat(Batches.pack(List.of(128 * 1024, 128 * 1024 + 1), size -> size)).hasSize(2);
  }

  @Test
  void twenty_one_small_entries_are_three_batches() {
    List<Integer> entries = IntStream.range(0, 21).boxed().toList();

    assertThat(Batches.pack(entries, _ -> 1)).extracting(List::size).containsExactly(10, 10, 1);
  }

  @Test
  void nothing_is_no_batch() {
    assertThat(Batches.pack(List.of(), _ -> 1)).isEmpty();
  }
}
