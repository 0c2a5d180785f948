package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BackoffTest {
  private static final Duration BASE = Duration.ofSeconds(60);
  private static final Duration CAP = Duration.ofHours(11);
  private static final Backoff DEFAULTS = new Backoff(BASE, CAP);

  @Test
  void delays_are_those_of_the_documented_schedule() {
    List<Duration> delays =
        IntStream.rangeClosed(2, 8).mapToObj(attempt -> DEFAULTS.before(attempt, 0.5)).toList();

    assertThat(delays)
        .containsExactly(
            Duration.ofMinutes(1),
            Duration.ofMinutes(4),
            Duration.ofMinutes(16),
            Duration.ofMinutes(64),
            Duration.ofHours(4).plusMinutes(16),
            Duration.ofHours(11),
            Duration.ofHours(11));
  }

  @Test
  void eight_attempts_reach_over_27_point_7_hours() {
    assertThat(DEFAULTS.horizon(8).toMinutes() / 60.0).isBetween(27.65, 27.75);
  }

  @Test
  void one_attempt_has_no_horizon() {
    assertThat(DEFAULTS.horizon(1)).isZero();
  }

  @Test
  void jitter_takes_a_tenth_at_the_least_and_adds_a_tenth_at_the_most() {
    assertThat(DEFAULTS.before(2, 0)).isEqualTo(Duration.ofSeconds(54));
    assertThat(DEFAULTS.before(2, 1)).isEqualTo(Duration.ofSeconds(66));
    assertThat(DEFAULTS.before(8, 1)).isEqualTo(Duration.ofMinutes(726));
  }

  @Test
  void a_base_above_the_cap_is_capped() {
    Backoff backoff = new Backoff(CAP.multipliedBy(2), CAP);

    assertThat(backoff.before(2, 0.5)).isEqualTo(CAP);
  }

  @Test
  void an_attempt_without_end_does_not_overflow() {
    assertThat(DEFAULTS.before(Integer.MAX_VALUE, 0.5)).isEqualTo(CAP);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void delays_grow_up_to_the_cap_and_stay_within_their_jitter(long seed) {
    Random random = new Random(seed);
    Duration base = Duration.ofSeconds(1 + random.nextInt(39_600));
    Duration cap = base.plusSeconds(random.nextInt(39_600));
    Backoff backoff = new Backoff(base, cap);

    for (int attempt = 2; attempt <= 20; attempt++) {
      Duration middle = backoff.before(attempt, 0.5);
      assertThat(middle).isBetween(base, cap);
      assertThat(middle).isGreaterThanOrEqualTo(backoff.before(attempt - 1, 0.5));
      assertThat(backoff.before(attempt, random.nextDouble()).toMillis())
          .isBetween(Math.round(middle.toMillis() * 0.9), Math.round(middle.toMillis() * 1.1));
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }
}
