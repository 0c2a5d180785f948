package dev.everhook.embedded.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What must survive a restart for no slot to be lost or run twice.
 *
 * @param expression the schedule expression as it was written
 * @param zone the time zone it is evaluated in
 * @param startDate the start date that was given, if any
 * @param anchor where a rate begins to count; no slot is earlier
 * @param lastSlot the latest slot that was dealt with, if any
 */
public record ScheduleState(
    String expression,
    ZoneId zone,
    @Nullable Instant startDate,
    Instant anchor,
    @Nullable Instant lastSlot) {

  /** Checks that the last slot is not before the anchor. */
  public ScheduleState {
    Objects.requireNonNull(expression, "expression");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(anchor, "anchor");
    if (lastSlot != null && lastSlot.isBefore(anchor)) {
      throw new IllegalArgumentException(
          "lastSlot %s is before anchor %s".formatted(lastSlot, anchor));
    }
  }

  /**
   * The state of a schedule that begins now. The anchor is a whole second, as Scheduler's scheduled
   * times are: the first that is not before {@code now}, so that the first slot is still to come.
   */
  public static ScheduleState created(Schedule schedule, @Nullable Instant startDate, Instant now) {
    Instant wholeSecond = Instant.ofEpochSecond(now.plusNanos(999_999_999).getEpochSecond());
    return new ScheduleState(
        schedule.expression(),
        schedule.zone(),
        startDate,
        schedule.anchor(startDate, wholeSecond),
        null);
  }

  /** Whether this is the state of that schedule, or of another that was run here before. */
  public boolean isOf(Schedule schedule, @Nullable Instant otherStartDate) {
    return expression.equals(schedule.expression())
        && zone.equals(schedule.zone())
        && Objects.equals(startDate, otherStartDate);
  }

  /** Every slot up to this instant was dealt with; the next to do is the first after it. */
  public Instant doneUntil() {
    return lastSlot == null ? anchor.minusNanos(1) : lastSlot;
  }

  /**
   * This state once a slot, and all before it, was dealt with.
   *
   * @throws IllegalArgumentException if a later one was already
   */
  public ScheduleState done(Instant slot) {
    if (lastSlot != null && slot.isBefore(lastSlot)) {
      throw new IllegalArgumentException("slot %s is before lastSlot %s".formatted(slot, lastSlot));
    }
    return new ScheduleState(expression, zone, startDate, anchor, slot);
  }
}
