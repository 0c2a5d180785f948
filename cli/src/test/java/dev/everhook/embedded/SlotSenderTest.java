package dev.everhook.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.InMemoryQueue;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.QueueFaults;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SettableClock;
import dev.everhook.embedded.schedule.Schedule;
import dev.everhook.embedded.schedule.ScheduleState;
import dev.everhook.redrive.ScheduleFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlotSenderTest {
  private static final Duration PERIOD = Duration.ofDays(3);

  private final SettableClock clock = new SettableClock();
  private final InMemoryQueue queue = new InMemoryQueue("refresh", clock);
  private final List<PipelineEvent> events = new ArrayList<>();
  private final List<ScheduleState> records = new ArrayList<>();
  private final Schedule schedule = Schedule.parse("rate(72 hours)", ZoneOffset.UTC);

  private SlotSender sender(ScheduleState state, Duration window, boolean isEnabled) {
    return new SlotSender(
        new ScheduleSettings(schedule, null, isEnabled, window),
        state,
        queue,
        events::add,
        records::add);
  }

  private SlotSender sender() {
    return sender(ScheduleState.created(schedule, null, clock.instant()), Duration.ZERO, true);
  }

  private List<Instant> slots() {
    return queue.bodies().stream()
        .map(body -> ((RefreshRequest.Scheduled) RefreshRequestJson.read(body)).scheduledTime())
        .toList();
  }

  @Test
  void each_slot_is_sent_once_however_often_the_sender_is_woken() {
    SlotSender sender = sender();
    for (int minute = 0; minute < 2 * PERIOD.toMinutes(); minute++) {
      sender.sendDue(clock.instant());
      clock.advance(Duration.ofMinutes(1));
    }

    assertThat(slots()).containsExactly(SettableClock.START, SettableClock.START.plus(PERIOD));
    assertThat(events).hasOnlyElementsOfType(PipelineEvent.SlotSent.class).hasSize(2);
  }

  @Test
  void a_slot_is_on_record_after_it_was_sent_and_not_before() {
    SlotSender sender =
        new SlotSender(
            new ScheduleSettings(schedule, null, true, Duration.ZERO),
            ScheduleState.created(schedule, null, clock.instant()),
            queue,
            events::add,
            state -> assertThat(queue.bodies()).hasSize(1));

    sender.sendDue(clock.instant());

    assertThat(queue.bodies()).hasSize(1);
  }

  @Test
  void a_slot_that_the_queue_does_not_take_is_sent_again() {
    SlotSender sender = sender();
    queue.faults().failNext(QueueFaults.Call.SEND, 1);
    sender.sendDue(clock.instant());
    assertThat(events).hasOnlyElementsOfType(PipelineEvent.SlotNotSent.class);
    assertThat(records).isEmpty();

    sender.sendDue(clock.instant());
    assertThat(slots()).containsExactly(SettableClock.START);
  }

  @Test
  void of_missed_slots_the_latest_is_sent_and_the_others_are_named() {
    sender().sendDue(clock.instant());
    ScheduleState kept = records.getLast();
    clock.advance(PERIOD.multipliedBy(4).plusHours(1));

    sender(kept, Duration.ZERO, true).sendDue(clock.instant());

    assertThat(slots())
        .containsExactly(SettableClock.START, SettableClock.START.plus(PERIOD.multipliedBy(4)));
    assertThat(events)
        .contains(
            new PipelineEvent.SlotsMissed(
                3,
                List.of(
                    SettableClock.START.plus(PERIOD),
                    SettableClock.START.plus(PERIOD.multipliedBy(2)),
                    SettableClock.START.plus(PERIOD.multipliedBy(3)))));
  }

  @Test
  void a_disabled_schedule_sends_nothing() {
    SlotSender sender =
        sender(ScheduleState.created(schedule, null, clock.instant()), Duration.ZERO, false);
    clock.advance(PERIOD.multipliedBy(2));

    sender.sendDue(clock.instant());

    assertThat(queue.bodies()).isEmpty();
    assertThat(sender.next()).isEmpty();
  }

  @Test
  void a_flexible_window_moves_the_sending_and_not_the_slot() {
    Duration window = Duration.ofHours(1);
    SlotSender sender =
        sender(ScheduleState.created(schedule, null, clock.instant()), window, true);
    Instant sendAt = sender.nextSend().orElseThrow();

    assertThat(sendAt).isBetween(SettableClock.START, SettableClock.START.plus(window));
    assertThat(sender.nextSend()).contains(sendAt);
    sender.sendDue(sendAt.minusMillis(1));
    assertThat(queue.bodies()).isEmpty();
    sender.sendDue(sendAt);
    assertThat(slots()).containsExactly(SettableClock.START);
  }

  @Test
  void a_window_longer_than_the_period_drops_no_slot() {
    SlotSender sender =
        sender(
            ScheduleState.created(schedule, null, clock.instant()), PERIOD.multipliedBy(3), true);
    Instant end = SettableClock.START.plus(PERIOD.multipliedBy(9));
    while (clock.instant().isBefore(end)) {
      sender.sendDue(clock.instant());
      clock.advance(Duration.ofHours(1));
    }

    assertThat(events).hasOnlyElementsOfType(PipelineEvent.SlotSent.class);
    assertThat(slots())
        .hasSizeGreaterThan(3)
        .containsExactlyElementsOf(
            Stream.iterate(SettableClock.START, slot -> slot.plus(PERIOD))
                .limit(slots().size())
                .toList());
  }

  @Test
  void the_facts_of_a_schedule_have_the_anchor_that_its_slots_count_from() {
    Instant startDate = SettableClock.START.minus(Duration.ofDays(30));
    ScheduleState kept = ScheduleState.created(schedule, null, startDate);
    SlotSender sender =
        new SlotSender(
            new ScheduleSettings(schedule, startDate, true, Duration.ofMinutes(7)),
            kept,
            queue,
            events::add,
            records::add);

    assertThat(sender.facts())
        .isEqualTo(
            new ScheduleFacts(
                SlotSender.SCHEDULE_ARN,
                "rate(72 hours)",
                "Z",
                startDate,
                "ENABLED",
                kept.anchor(),
                7));
  }

  @Test
  void a_schedule_that_is_disabled_has_no_anchor_and_leaves_nothing_on_record() {
    SlotSender disabled =
        sender(ScheduleState.created(schedule, null, clock.instant()), Duration.ZERO, false);

    disabled.begin();

    assertThat(disabled.facts().state()).isEqualTo("DISABLED");
    assertThat(disabled.facts().anchor()).isNull();
    assertThat(records).isEmpty();
  }

  @Test
  void a_schedule_is_on_record_before_its_first_slot() {
    ScheduleState state = ScheduleState.created(schedule, null, clock.instant());

    sender(state, Duration.ZERO, true).begin();

    assertThat(records).containsExactly(state);
    assertThat(queue.bodies()).isEmpty();
  }
}
