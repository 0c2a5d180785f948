package dev.everhook.core;

import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Valid refresh requests of every kind. */
final class RandomRequests {
  private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");

  private final Random random;
  private final RandomText texts;

  RandomRequests(int seed) {
    this.random = new Random(seed);
    this.texts = new RandomText(random);
  }

  RefreshRequest request() {
    return random.nextInt(3) == 0 ? scheduled() : manual();
  }

  RefreshRequest.Scheduled scheduled() {
    return new RefreshRequest.Scheduled(texts.text(RefreshRequest.MAX_SCHEDULE_ARN), instant());
  }

  RefreshRequest.Manual manual() {
    return new RefreshRequest.Manual(
        texts.text(RefreshRequest.MAX_REQUEST_ID),
        texts.text(RefreshRequest.MAX_REQUESTED_BY),
        texts.text(RefreshRequest.MAX_REASON),
        payload(),
        random.nextBoolean() ? null : instant());
  }

  private @Nullable Payload payload() {
    return random.nextInt(4) == 0
        ? null
        : new Payload(new RandomJson(random, random.nextBoolean()).value());
  }

  Instant instant() {
    return switch (random.nextInt(10)) {
      case 0 -> Instant.MAX;
      case 1 -> Instant.MIN;
      case 2 -> FIRST.plusNanos(random.nextLong(Long.MAX_VALUE));
      case 3 -> FIRST.plusMillis(random.nextLong(1L << 42));
      default -> FIRST.plusSeconds(random.nextLong(1L << 33));
    };
  }
}
