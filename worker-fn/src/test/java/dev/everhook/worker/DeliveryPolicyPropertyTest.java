package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.Outcome;
import dev.everhook.core.Outcome.Certainty;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every delivery, whatever its settings and whatever its webhook answers. */
class DeliveryPolicyPropertyTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_delivery_that_never_succeeds_has_exactly_its_attempts(long seed) {
    Random random = new Random(seed);
    WorkerSettings settings = anySettings(random);
    DeliveryPolicy policy = new DeliveryPolicy(settings);
    Instant now = START;
    int attempt = 1;
    while (policy.after(attempt, anyFailure(random, now), now, random.nextDouble())
        instanceof NextStep.TryAgain(Duration delay)) {
      now = now.plus(delay);
      attempt++;
    }

    assertThat(attempt).isEqualTo(settings.maxAttempts());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_delay_keeps_every_promise_made_of_it(long seed) {
    Random random = new Random(seed);
    WorkerSettings settings = anySettings(random);
    Backoff backoff = new Backoff(settings.retryBaseDelay(), settings.retryMaxDelay());
    Duration horizon = backoff.horizon(settings.maxAttempts());
    int attempt = 1 + random.nextInt(settings.maxAttempts());
    Outcome.Retry failure = anyFailure(random, START);
    double chance = random.nextDouble();

    NextStep next = new DeliveryPolicy(settings).after(attempt, failure, START, chance);

    if (attempt == settings.maxAttempts()) {
      assertThat(next).isEqualTo(new NextStep.Bury(DeadLetterReason.EXHAUSTED));
      return;
    }
    Duration delay = ((NextStep.TryAgain) next).delay();
    assertThat(delay).isPositive();
    assertThat(delay).isGreaterThanOrEqualTo(backoff.before(attempt + 1, chance));
    assertThat(delay).isGreaterThanOrEqualTo(asked(failure.notBefore(), horizon));
    if (failure.certainty() == Certainty.UNKNOWN) {
      assertThat(delay).isGreaterThanOrEqualTo(settings.webhookTimeout());
    }
    assertThat(delay)
        .isLessThanOrEqualTo(
            longest(
                backoff.before(attempt + 1, chance),
                asked(failure.notBefore(), horizon),
                settings.webhookTimeout()));
  }

  private static Duration asked(@Nullable Instant notBefore, Duration horizon) {
    Duration asked = notBefore == null ? Duration.ZERO : Duration.between(START, notBefore);
    return asked.compareTo(horizon) < 0 ? asked : horizon;
  }

  private static Duration longest(Duration... durations) {
    Duration longest = Duration.ZERO;
    for (Duration duration : durations) {
      longest = duration.compareTo(longest) > 0 ? duration : longest;
    }
    return longest;
  }

  private static WorkerSettings anySettings(Random random) {
    int base = 1 + random.nextInt(39_600);
    return WorkerParameters.DEFAULTS
        .with("WebhookTimeout", 1 + random.nextInt(780))
        .with("MaxAttempts", 1 + random.nextInt(20))
        .with("RetryBaseDelay", base)
        .with("RetryMaxDelay", base + random.nextInt(39_601 - base))
        .settings();
  }

  private static Outcome.Retry anyFailure(Random random, Instant now) {
    Instant notBefore =
        switch (random.nextInt(4)) {
          case 0 -> now.minusSeconds(random.nextInt(1_000_000));
          case 1 -> now.plusSeconds(random.nextInt(1_000_000));
          case 2 -> now.plus(Duration.ofDays(3650));
          default -> null;
        };
    Certainty certainty = random.nextBoolean() ? Certainty.FAILED : Certainty.UNKNOWN;
    return new Outcome.Retry(503, null, certainty, notBefore);
  }
}
