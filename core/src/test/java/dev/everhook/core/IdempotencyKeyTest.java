package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
  private static final String ARN =
      "arn:aws:scheduler:eu-central-1:123456789012:schedule/hooks/72h";
  private static final Instant SLOT = Instant.parse("2026-03-01T12:00:00Z");

  /** Computed by another program: deliveries under way must keep their keys, whatever we change. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:00:00Z, 0, 02f6277c-d9ad-5b3a-8397-e6e8210dfba1",
    "2026-03-01T12:00:00Z, 1, decc1b30-be89-57b5-b884-ccb3dab5e431",
    "2026-03-01T12:00:00.001Z, 0, c7c3a355-7f8a-5491-a0e8-0a273613222c",
  })
  void the_key_of_a_slot_never_changes(Instant slot, int generation, String key) {
    assertThat(IdempotencyKey.ofSlot(ARN, slot, generation)).hasToString(key);
  }

  @ParameterizedTest
  @CsvSource({
    "refresh-42, 0, 7f7e3c3d-fb60-5758-b935-b4ee0fb8323a",
    "größe 😀, 7, a0e95569-8471-569f-916a-f99798639e64",
  })
  void the_key_of_a_manual_request_never_changes(String requestId, int generation, String key) {
    assertThat(IdempotencyKey.ofRequest(requestId, generation)).hasToString(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00.000Z",
        "2026-03-01T13:00:00+01:00",
        "2026-03-01T04:15:00-07:45",
      })
  void a_slot_written_in_another_way_has_the_same_key(String slot) {
    String message =
        """
        {"version":1,"trigger":"schedule","scheduleArn":"%s","scheduledTime":"%s"}\
        """
            .formatted(ARN, slot);

    assertThat(RefreshRequestJson.read(message).key(0))
        .isEqualTo(IdempotencyKey.ofSlot(ARN, SLOT, 0));
  }

  @Test
  void what_a_manual_request_says_besides_its_id_leaves_its_key_alone() {
    var plain = new RefreshRequest.Manual("id", "a", "b", null, null);
    var rich = new RefreshRequest.Manual("id", "c", "d", new Payload("{}"), SLOT);

    assertThat(rich.key(3)).isEqualTo(plain.key(3));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void a_key_is_a_lower_case_uuid_of_version_5_that_reads_as_itself(int seed) {
    IdempotencyKey key = new RandomRequests(seed).request().key(seed);

    assertThat(key.toString())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(IdempotencyKey.parse(key.toString())).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "02F6277C-D9AD-5B3A-8397-E6E8210DFBA1",
        " 02f6277c-d9ad-5b3a-8397-e6e8210dfba1",
        "02f6277cd9ad5b3a8397e6e8210dfba1",
        "zzf6277c-d9ad-5b3a-8397-e6e8210dfba1",
      })
  void what_is_no_lower_case_uuid_is_refused(String text) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> IdempotencyKey.parse(text))
        .withMessage("key: must be a lower-case UUID");
  }

  @Test
  void parts_that_read_alike_when_joined_have_different_keys() {
    Instant early = Instant.parse("0001-01-01T00:00:00Z");
    assertThat(
            List.of(
                IdempotencyKey.ofRequest("a", 11),
                IdempotencyKey.ofRequest("a1", 1),
                IdempotencyKey.ofRequest("a11", 0),
                IdempotencyKey.ofRequest("a0", 0),
                IdempotencyKey.ofRequest("a", 0),
                IdempotencyKey.ofRequest("manual", 0),
                IdempotencyKey.ofRequest("schedule", 0),
                IdempotencyKey.ofRequest(ARN + SLOT, 0),
                IdempotencyKey.ofSlot(ARN, SLOT, 0),
                IdempotencyKey.ofSlot(ARN, SLOT, 1),
                IdempotencyKey.ofSlot(ARN + SLOT, SLOT, 0),
                IdempotencyKey.ofSlot(ARN + "2", SLOT, 0),
                IdempotencyKey.ofSlot("a", early, 10),
                IdempotencyKey.ofSlot("a", early, 1),
                IdempotencyKey.ofSlot("a0", early, 1)))
        .doesNotHaveDuplicates();
  }
}
