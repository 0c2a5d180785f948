package dev.everhook.embedded;

import dev.everhook.core.EventLog;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SendResult;
import dev.everhook.embedded.schedule.MissedSlots;
import dev.everhook.embedded.schedule.ScheduleState;
import dev.everhook.redrive.ScheduleFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts the schedule's slots on the refresh queue, one after the other. It has no clock and no
 * thread.
 *
 * <p>A slot is sent first and recorded then: a death in between sends it twice, with one key. Where
 * several slots have gone by, the latest is made up and the others are named.
 */
final class SlotSender {
  /** The ARN of the schedule of an embedded run. */
  static final String SCHEDULE_ARN =
      "arn:aws:scheduler:us-east-1:000000000000:schedule/everhook/refresh";

  private static final int MOST_NAMED = 10;

  private final ScheduleSettings settings;
  private final RefreshQueue refreshQueue;
  private final EventLog log;
  private final Consumer<ScheduleState> record;
  private ScheduleState state;

  /**
   * @param state where the schedule stands
   * @param record keeps the state on disk
   */
  SlotSender(
      ScheduleSettings settings,
      ScheduleState state,
      RefreshQueue refreshQueue,
      EventLog log,
      Consumer<ScheduleState> record) {
    this.settings = settings;
    this.state = state;
    this.refreshQueue = refreshQueue;
    this.log = log;
    this.record = record;
  }

  /** Keeps the state, so that a restart before the first slot counts from the same anchor. */
  void begin() {
    if (settings.isEnabled()) {
      record.accept(state);
    }
  }

  /** The next slot to send; empty where there is none any more, or the schedule is disabled. */
  Optional<Instant> next() {
    return settings.isEnabled()
        ? settings.schedule().nextAfter(state.doneUntil(), state.anchor())
        : Optional.empty();
  }

  /**
   * When the next slot is sent: itself, or a moment within the flexible window after it, the same
   * one however often it is asked.
   */
  Optional<Instant> nextSend() {
    return next().map(slot -> slot.plus(offset(slot)));
  }

  /** What the redrive function is told of the schedule. */
  ScheduleFacts facts() {
    return new ScheduleFacts(
        SCHEDULE_ARN,
        settings.schedule().expression(),
        settings.schedule().zone().getId(),
        settings.startDate(),
        settings.isEnabled() ? "ENABLED" : "DISABLED",
        // One that is disabled forgets it, and begins anew when it is enabled.
        settings.isEnabled() ? state.anchor() : null,
        Math.toIntExact(settings.flexibleWindow().toMinutes()));
  }

  private Duration offset(Instant slot) {
    long window = settings.flexibleWindow().toMillis();
    return window == 0
        ? Duration.ZERO
        : Duration.ofMillis(Math.floorMod(slot.hashCode() * 0x9E3779B97F4A7C15L, window));
  }

  /** Sends what is due at {@code now}. */
  void sendDue(Instant now) {
    if (nextSend().isEmpty() || nextSend().get().isAfter(now)) {
      return;
    }
    // In a flexible window the next slot may be due before this one, which is no less due for that.
    Instant missedBy = now.minus(settings.flexibleWindow());
    Instant until = next().filter(slot -> slot.isAfter(missedBy)).orElse(missedBy);
    MissedSlots due =
        settings.schedule().missed(state.doneUntil(), until, state.anchor(), MOST_NAMED);
    if (due.latest().isPresent() && send(due.latest().get())) {
      if (due.others() > 0) {
        log.write(new PipelineEvent.SlotsMissed(due.others(), due.named()));
      }
      state = state.done(due.latest().get());
      record.accept(state);
    }
  }

  private boolean send(Instant slot) {
    RefreshRequest request = new RefreshRequest.Scheduled(SCHEDULE_ARN, slot);
    return switch (refreshQueue.send(new OutgoingMessage(RefreshRequestJson.write(request)))) {
      case SendResult.Sent(String messageId) -> {
        log.write(new PipelineEvent.SlotSent(slot, request.key(0), messageId));
        yield true;
      }
      case SendResult.NotSent(String code, String problem, _) -> {
        log.write(new PipelineEvent.SlotNotSent(slot, code + ": " + problem));
        yield false;
      }
    };
  }
}
