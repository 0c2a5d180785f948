package dev.everhook.embedded.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.embedded.sqs.HeldRemovals.Removal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class HeldRemovalsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final HeldRemovals held = new HeldRemovals();

  @Test
  void removal_is_written_when_it_is_due_and_not_before() {
    held.hold(new Removal("dead", "a", NOON));
    held.hold(new Removal("dead", "b", NOON.plusSeconds(1)));

    assertThat(held.takeDue(NOON)).containsExactly(new Removal("dead", "a", NOON));
    assertThat(held.takeDue(NOON)).isEmpty();
    assertThat(held.takeDue(Instant.MAX)).hasSize(1);
    assertThat(held.isEmpty()).isTrue();
  }

  @Test
  void addition_calls_off_a_removal() {
    held.hold(new Removal("dead", "a", NOON));
    held.callOff("a");

    assertThat(held.takeDue(Instant.MAX)).isEmpty();
  }

  @Test
  void later_removal_of_a_message_replaces_an_earlier_one() {
    held.hold(new Removal("dead", "a", NOON));
    held.hold(new Removal("dead", "b", NOON.plusSeconds(1)));
    held.hold(new Removal("refresh", "a", NOON.plusSeconds(2)));

    assertThat(held.takeDue(NOON.plusSeconds(1)))
        .containsExactly(new Removal("dead", "b", NOON.plusSeconds(1)));
  }
}
