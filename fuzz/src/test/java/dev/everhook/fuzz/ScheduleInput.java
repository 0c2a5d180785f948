package dev.everhook.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.embedded.schedule.InvalidScheduleException;
import dev.everhook.embedded.schedule.MissedSlots;
import dev.everhook.embedded.schedule.Schedule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** An expression is refused by name, or names slots, each strictly later than the one before. */
final class ScheduleInput implements Target.Check {
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Berlin"), ZoneId.of("America/St_Johns"));
  private static final Instant NOW = Instant.parse("2026-03-28T12:00:00Z");
  private static final int SLOTS = 5;

  @Override
  public void check(byte[] input) {
    String expression = new String(input, StandardCharsets.UTF_8);
    for (ZoneId zone : ZONES) {
      check(expression, zone);
    }
  }

  private static void check(String expression, ZoneId zone) {
    Schedule schedule;
    try {
      schedule = Schedule.parseEmbedded(expression, zone);
    } catch (InvalidScheduleException e) {
      assertThat(e.getMessage()).startsWith("ScheduleExpression: ");
      return;
    }
    assertThat(schedule.expression()).isEqualTo(expression);
    Instant anchor = schedule.anchor(null, NOW);
    Instant last = NOW;
    for (int i = 0; i < SLOTS; i++) {
      Optional<Instant> next = schedule.nextAfter(last, anchor);
      if (next.isEmpty()) {
        return;
      }
      assertThat(next.get()).isAfter(last);
      assertThat(schedule.firstSlotNotBefore(next.get(), anchor)).isEqualTo(next);
      last = next.get();
    }
    MissedSlots missed = schedule.missed(NOW, last, anchor, SLOTS);
    assertThat(missed.latest()).contains(last);
    assertThat(missed.others()).isEqualTo(SLOTS - 1);
  }
}
