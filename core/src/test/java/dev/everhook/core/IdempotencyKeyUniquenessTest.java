package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdempotencyKeyUniquenessTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void neighbours_of_a_slot_have_other_keys(int seed) {
    RandomRequests requests = new RandomRequests(seed);
    RefreshRequest.Scheduled slot = requests.scheduled();
    var later =
        new RefreshRequest.Scheduled(
            slot.scheduleArn(),
            slot.scheduledTime().equals(Instant.MAX)
                ? Instant.EPOCH
                : slot.scheduledTime().plusNanos(1));
    var other =
        new RefreshRequest.Scheduled(slot.scheduleArn().substring(1) + "!", later.scheduledTime());
    var named = new RefreshRequest.Manual(requests.manual().requestId(), "by", "why", null, null);

    assertThat(slot.key(seed))
        .isEqualTo(new RefreshRequest.Scheduled(slot.scheduleArn(), slot.scheduledTime()).key(seed))
        .isNotIn(slot.key(seed + 1), later.key(seed), other.key(seed), named.key(seed));
  }

  @Test
  void thousands_of_different_requests_have_as_many_keys() {
    Map<IdempotencyKey, Object> askedFor = new HashMap<>();
    IntStream.range(0, 1_000)
        .mapToObj(seed -> new RandomRequests(seed).request())
        .forEach(
            request -> {
              Object before = askedFor.put(request.key(0), name(request));
              assertThat(before).isIn(null, name(request));
            });
    assertThat(askedFor).hasSizeGreaterThan(900);
  }

  /**
   * What a delivery is named by; of two manual requests with one id, the same delivery is meant.
   */
  private static Object name(RefreshRequest request) {
    return request instanceof RefreshRequest.Manual manual ? manual.requestId() : request;
  }
}
