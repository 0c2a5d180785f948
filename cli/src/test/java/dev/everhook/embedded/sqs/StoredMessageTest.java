package dev.everhook.embedded.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StoredMessageTest {
  private static final Instant SENT = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant START = SENT.plusSeconds(60);

  @Test
  void message_keeps_its_place_behind_those_that_were_sent_before() {
    assertThat(message(SENT, 0, null).visibleFrom(START)).isEqualTo(SENT);
    assertThat(message(SENT, 3, null).visibleFrom(START)).isEqualTo(SENT);
  }

  @Test
  void message_in_flight_is_visible_from_the_start() {
    assertThat(message(SENT.plus(Duration.ofHours(1)), 1, null).visibleFrom(START))
        .isEqualTo(START);
  }

  @Test
  void message_that_was_moved_while_in_flight_is_visible_from_the_start() {
    assertThat(message(SENT.plus(Duration.ofHours(1)), 0, null).visibleFrom(START))
        .isEqualTo(START);
  }

  @Test
  void delay_is_kept() {
    Instant due = SENT.plus(Duration.ofMinutes(15));

    assertThat(message(due, 0, null).visibleFrom(START)).isEqualTo(due);
  }

  @Test
  void wait_is_kept_while_it_lasts() {
    Instant until = START.plus(Duration.ofHours(11));

    assertThat(message(SENT, 1, until).visibleFrom(START)).isEqualTo(until);
    assertThat(message(SENT, 1, until).visibleFrom(until)).isEqualTo(SENT);
  }

  private static StoredMessage message(
      Instant due, int receiveCount, @Nullable Instant waitsUntil) {
    return new StoredMessage(
        "id",
        "refresh",
        "body",
        List.of(),
        SENT,
        due,
        null,
        null,
        receiveCount,
        null,
        null,
        null,
        waitsUntil);
  }
}
