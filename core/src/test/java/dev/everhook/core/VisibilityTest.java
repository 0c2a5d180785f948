package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VisibilityTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT0S, PT0S",
    "PT-1S, PT0S, PT0S",
    "PT60S, PT0S, PT60S",
    "PT0.001S, PT0S, PT1S",
    "PT59.5S, PT10S, PT60S",
    "PT43135S, PT0S, PT43135S",
    "PT43136S, PT0S, PT43135S",
    "PT12H, PT0S, PT43135S",
    "P30D, PT0S, PT43135S",
    "PT12H, PT1H, PT39535S",
    "PT12H, PT0.5S, PT43134S",
    "PT43134.2S, PT0.5S, PT43134S",
    "PT1M, PT43134.5S, PT0S",
    "PT1M, PT43135S, PT0S",
    "PT1M, PT20H, PT0S",
    "PT1M, PT-5M, PT1M",
    "PT12H, PT-5M, PT43135S",
  })
  void a_delay_is_clamped_to_what_is_left_of_twelve_hours(
      Duration delay, Duration sinceReceive, Duration inForce) {
    assertThat(Visibility.clamp(delay, sinceReceive)).isEqualTo(inForce);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void a_clamped_delay_is_never_too_long_and_too_short_only_where_it_must_be(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      Duration delay = duration(random);
      Duration since = duration(random);
      Duration left =
          Visibility.LONGEST
              .minus(Visibility.MARGIN)
              .minus(since.isNegative() ? Duration.ZERO : since);

      Duration inForce = Visibility.clamp(delay, since);

      assertThat(inForce).isGreaterThanOrEqualTo(Duration.ZERO);
      assertThat(inForce).isEqualTo(inForce.truncatedTo(ChronoUnit.SECONDS));
      assertThat(inForce.isZero() || inForce.compareTo(left) <= 0).isTrue();
      assertThat(inForce.compareTo(delay) >= 0 || left.minus(inForce).compareTo(SECOND) < 0)
          .as("%s of %s with %s left", inForce, delay, left)
          .isTrue();
      assertThat(inForce.isZero() || inForce.minus(delay).compareTo(SECOND) < 0).isTrue();
    }
  }

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static Duration duration(Random random) {
    long most = List.of(10L, 43_195L, 200_000L, Long.MAX_VALUE / 4).get(random.nextInt(4));
    long seconds = random.nextLong(most);
    return Duration.ofSeconds(
        random.nextInt(5) == 0 ? -seconds : seconds,
        random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
  }
}
