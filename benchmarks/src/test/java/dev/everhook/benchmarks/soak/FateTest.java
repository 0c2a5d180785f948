package dev.everhook.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FateTest {
  private static final int REQUESTS = 100_000;

  private static List<Fate> fates(long seed) {
    return IntStream.range(0, REQUESTS).mapToObj(number -> Fate.of(seed, number)).toList();
  }

  @Test
  void a_seed_draws_the_same_fates_again_and_another_one_others() {
    assertThat(fates(7)).isEqualTo(fates(7)).isNotEqualTo(fates(8));
  }

  @Test
  void every_fate_is_met_and_most_requests_are_done_at_once() {
    Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
    fates(7).forEach(fate -> counts.merge(fate, 1, Integer::sum));

    assertThat(counts).containsOnlyKeys(Fate.values());
    assertThat(counts.get(Fate.AT_ONCE)).isBetween(REQUESTS * 94 / 100, REQUESTS * 97 / 100);
  }

  @Test
  void all_but_the_refused_and_the_broken_are_done_within_three_calls() {
    for (Fate fate : Fate.values()) {
      boolean isDone = IntStream.rangeClosed(1, 3).anyMatch(call -> fate.answer(call).isDone());
      assertThat(isDone).as(fate.name()).isEqualTo(fate != Fate.REFUSED && fate != Fate.BROKEN);
    }
  }

  @Test
  void silence_lasts_longer_than_the_call_may() {
    Duration silence = Fate.SILENT.answer(1).after();

    assertThat(silence).isGreaterThan(Fate.TIMEOUT);
  }
}
