package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeathNoticeTest {
  private static final IdempotencyKey KEY = IdempotencyKey.ofRequest("id", 0);
  private static final List<String> NAMES =
      List.of(
          "key",
          "generation",
          "death",
          "reason",
          "status",
          "errorCode",
          "attempts",
          "firstAttempt",
          "lastAttempt");

  private static DeathNotice notice(int seed) {
    Random random = new Random(seed);
    RandomRequests requests = new RandomRequests(seed);
    DeadLetterReason[] reasons = DeadLetterReason.values();
    return new DeathNotice(
        random.nextInt(5) == 0 ? null : requests.request().key(0),
        random.nextInt(3),
        random.nextInt(1_000_000_000),
        reasons[random.nextInt(reasons.length)],
        random.nextBoolean() ? null : random.nextInt(600),
        random.nextBoolean() ? null : "connection_refused",
        random.nextInt(1_000),
        random.nextBoolean() ? null : requests.instant(),
        random.nextBoolean() ? null : requests.instant());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void every_notice_survives_its_attributes(int seed) {
    assertThat(DeathNotice.read(notice(seed).attributes())).contains(notice(seed));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void attributes_are_at_most_ten_and_none_is_empty_or_has_control_characters(int seed) {
    assertThat(notice(seed).attributes())
        .hasSizeLessThanOrEqualTo(10)
        .containsKeys("death", "reason");
    assertThat(notice(seed).attributes().values())
        .allSatisfy(value -> assertThat(value).matches("[ -~]+"));
  }

  @Test
  void the_essential_attributes_are_what_a_redrive_needs() {
    var first = new DeathNotice(KEY, 0, 1, DeadLetterReason.REJECTED, 400, null, 1, null, null);
    var second = new DeathNotice(KEY, 2, 3, DeadLetterReason.REJECTED, 400, null, 1, null, null);

    assertThat(first.essentialAttributes())
        .isEqualTo(Map.of("key", KEY.toString(), "death", "1", "reason", "rejected"));
    assertThat(second.essentialAttributes())
        .isEqualTo(
            Map.of("key", KEY.toString(), "generation", "2", "death", "3", "reason", "rejected"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Timeout", "a\n", "a b", "é"})
  void an_error_code_is_a_short_stable_word(String code) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new DeathNotice(KEY, 0, 1, DeadLetterReason.EXHAUSTED, null, code, 8, null, null));
  }

  @Test
  void without_a_reason_nothing_was_recorded() {
    assertThat(DeathNotice.read(Map.of())).isEmpty();
    assertThat(DeathNotice.read(Map.of("key", KEY.toString(), "death", "1"))).isEmpty();
    assertThat(DeathNotice.read(Map.of("reason", "Rejected", "death", "1"))).isEmpty();
  }

  @Test
  void an_attribute_that_says_nothing_readable_counts_as_left_out() {
    Map<String, String> attributes =
        Map.of(
            "reason", "rejected",
            "key", "not a key",
            "generation", "-1",
            "death", "1000000000",
            "status", "4e2",
            "errorCode", "drop\ntable",
            "attempts", "many",
            "firstAttempt", "yesterday",
            "lastAttempt", "");

    assertThat(DeathNotice.read(attributes))
        .contains(
            new DeathNotice(null, 0, 0, DeadLetterReason.REJECTED, null, null, 0, null, null));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void reading_never_fails_whatever_the_attributes(int seed) {
    Random random = new Random(seed);
    RandomText texts = new RandomText(random);
    for (int i = 0; i < 20; i++) {
      Map<String, String> attributes = new HashMap<>(notice(seed).attributes());
      for (String name : NAMES) {
        if (random.nextInt(3) == 0) {
          attributes.put(
              name, random.nextBoolean() ? texts.text(40) : Long.toString(random.nextLong()));
        }
      }
      boolean readable = isReason(attributes.getOrDefault("reason", ""));

      assertThat(DeathNotice.read(attributes).isPresent()).isEqualTo(readable);
      assertThat(DeathNotice.deathOf(attributes)).isNotNegative();
      assertThat(DeathNotice.generationOf(attributes)).isNotNegative();
    }
  }

  private static boolean isReason(String word) {
    return List.of(DeadLetterReason.values()).stream().anyMatch(r -> r.toString().equals(word));
  }

  @Test
  void the_instants_are_iso_8601() {
    Instant at = Instant.parse("2026-03-01T12:00:00.5Z");
    var notice = new DeathNotice(null, 0, 1, DeadLetterReason.EXHAUSTED, 503, null, 8, at, at);

    assertThat(notice.attributes())
        .isEqualTo(
            Map.of(
                "death", "1",
                "reason", "exhausted",
                "status", "503",
                "attempts", "8",
                "firstAttempt", "2026-03-01T12:00:00.500Z",
                "lastAttempt", "2026-03-01T12:00:00.500Z"));
  }
}
