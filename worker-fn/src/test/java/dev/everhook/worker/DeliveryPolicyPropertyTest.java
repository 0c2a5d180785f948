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

  /** The end of a message that is kept for as long as it takes. */
  private static final Instant NO_END = START.plus(Duration.ofDays(100_000));

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_delivery_that_never_succeeds_has_exactly_its_attempts_whatever_puts_it_off(long seed) {
    Random random = new Random(seed);
    WorkerSettings settings = anySettings(random);
    DeliveryPolicy policy = new DeliveryPolicy(settings);
    Instant now = START;
    int attempts = 0;
    int deferrals = 0;
    while (true) {
      Progress progress = new Progress.Counted(attempts, deferrals, random.nextInt(5));
      assertThat(policy.deadBefore(progress, Requests.SLOT, NO_END, now)).isEmpty();
      boolean isDeferral = deferrals < 8 && random.nextInt(3) == 0;
      Outcome outcome = isDeferral ? new Outcome.InProgress(409, null) : anyFailure(random, now);
      attempts += isDeferral ? 0 : 1;
      deferrals += isDeferral ? 1 : 0;
      if (!(policy.after(progress, outcome, NO_END, now, random.nextDouble())
          instanceof NextStep.TryAgain(Duration delay, _))) {
        break;
      }
      now = now.plus(delay);
    }

    assertThat(attempts).isEqualTo(settings.maxAttempts());
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
    Progress progress = new Progress.Counted(attempt - 1, random.nextInt(9), random.nextInt(5));

    NextStep next = new DeliveryPolicy(settings).after(progress, failure, NO_END, START, chance);

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

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_happens_the_next_attempt_lies_before_the_messages_end(long seed) {
    Random random = new Random(seed);
    DeliveryPolicy policy = new DeliveryPolicy(anySettings(random));
    Instant end = START.plusSeconds(1 + random.nextInt(1_000_000));
    Progress progress =
        random.nextBoolean()
            ? new Progress.Counted(random.nextInt(8), random.nextInt(9), random.nextInt(5))
            : new Progress.Uncounted(1 + random.nextInt(50), START);

    NextStep next =
        policy.after(progress, anyFailure(random, START), end, START, random.nextDouble());

    if (next instanceof NextStep.TryAgain(Duration delay, _)) {
      assertThat(START.plus(delay)).isBefore(end);
    }
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
        .withWebhookTimeout(1 + random.nextInt(780))
        .with("MaxAttempts", 1 + random.nextInt(18))
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
