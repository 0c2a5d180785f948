package dev.everhook.embedded.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every schedule. The name of a failed test tells its seed. */
final class SlotRulesTest {
  private static final int SCHEDULES = 20;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20_261_122, 72})
  void next_slot_is_later_and_slots_strictly_increase(long seed) {
    RandomSchedules random = new RandomSchedules(seed);
    for (int i = 0; i < SCHEDULES; i++) {
      Schedule schedule = random.schedule();
      Instant after = random.instant();
      Instant anchor = random.instant();

      assertThat(slotsAfter(after, schedule, anchor).limit(50).toList())
          .as("%s", schedule)
          .isSorted()
          .doesNotHaveDuplicates()
          .allMatch(slot -> slot.isAfter(after) && !slot.isBefore(anchor));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {2, 20_261_123, 73})
  void first_slot_not_before_a_slot_is_that_slot(long seed) {
    RandomSchedules random = new RandomSchedules(seed);
    for (int i = 0; i < SCHEDULES; i++) {
      Schedule schedule = random.schedule();
      Instant anchor = random.instant();
      Optional<Instant> slot = schedule.nextAfter(random.instant(), anchor);

      assertThat(slot.flatMap(from -> schedule.firstSlotNotBefore(from, anchor)))
          .as("%s", schedule)
          .isEqualTo(slot);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {3, 20_261_124, 74})
  void missed_slots_are_those_that_stepping_finds(long seed) {
    RandomSchedules random = new RandomSchedules(seed);
    for (int i = 0; i < SCHEDULES; i++) {
      Schedule schedule = random.schedule();
      Instant anchor = random.instant();
      Instant after = random.instant();
      Instant until = after.plus(random.upTo(Duration.ofDays(2)));
      int named = random.between(0, 5);
      List<Instant> slots =
          slotsAfter(after, schedule, anchor).takeWhile(slot -> !slot.isAfter(until)).toList();

      MissedSlots missed = schedule.missed(after, until, anchor, named);

      int others = Math.max(0, slots.size() - 1);
      assertThat(missed)
          .as("%s from %s to %s", schedule, after, until)
          .isEqualTo(
              new MissedSlots(
                  slots.isEmpty() ? Optional.empty() : Optional.of(slots.getLast()),
                  others,
                  true,
                  slots.subList(0, Math.min(others, named))));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 20_261_125, 75})
  void slot_of_a_rate_is_the_anchor_and_a_whole_number_of_periods(long seed) {
    RandomSchedules random = new RandomSchedules(seed);
    for (int i = 0; i < SCHEDULES; i++) {
      int minutes = random.between(2, 10_000);
      Schedule rate = Schedule.parse("rate(%s minutes)".formatted(minutes), random.zone());
      Instant anchor = random.instant();
      Instant after = random.instant();

      Instant slot = rate.nextAfter(after, anchor).orElseThrow();

      Duration sinceAnchor = Duration.between(anchor, slot);
      Duration period = Duration.ofMinutes(minutes);
      assertThat(sinceAnchor).isEqualTo(period.multipliedBy(sinceAnchor.dividedBy(period)));
      assertThat(slot.equals(anchor) || !slot.minus(period).isAfter(after)).isTrue();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {5, 20_261_126, 76})
  void cron_names_what_asking_every_minute_finds(long seed) {
    RandomSchedules random = new RandomSchedules(seed);
    for (int i = 0; i < SCHEDULES; i++) {
      String fields = random.cron();
      ZoneId zone = random.zone();
      Instant from = random.instant();
      Instant until = from.plus(Duration.ofDays(40));

      Schedule schedule = Schedule.parse("cron(" + fields + ")", zone);
      List<Instant> slots = new ArrayList<>();
      schedule.firstSlotNotBefore(from, Instant.EPOCH).ifPresent(slots::add);
      slots.addAll(
          slots.isEmpty()
              ? List.of()
              : slotsAfter(slots.getFirst(), schedule, Instant.EPOCH)
                  .takeWhile(slot -> !slot.isAfter(until))
                  .toList());
      slots.removeIf(slot -> slot.isAfter(until));

      assertThat(slots)
          .as("cron(%s) in %s from %s", fields, zone, from)
          .isEqualTo(new EveryMinute(fields, zone).slotsBetween(from, until));
    }
  }

  private static Stream<Instant> slotsAfter(Instant after, Schedule schedule, Instant anchor) {
    return Stream.iterate(
            schedule.nextAfter(after, anchor),
            Optional::isPresent,
            slot -> schedule.nextAfter(slot.orElseThrow(), anchor))
        .map(Optional::orElseThrow);
  }
}
