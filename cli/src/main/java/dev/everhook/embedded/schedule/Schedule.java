package dev.everhook.embedded.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The slots that a schedule expression names, as Amazon EventBridge Scheduler defines them. A
 * schedule is immutable and safe for use by several threads; it has no clock.
 *
 * <p>Every method that looks for slots takes the <em>anchor</em>: the instant at which a rate
 * begins to count, and before which no schedule has a slot. {@link #anchor} says what it is.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule
 *     types in EventBridge Scheduler</a>
 */
public sealed interface Schedule permits RateSchedule, CronSchedule, OneTimeSchedule {

  /**
   * Parses {@code rate(value unit)}, {@code cron(minutes hours day-of-month month day-of-week
   * year)} or {@code at(yyyy-mm-ddThh:mm:ss)}.
   *
   * @param zone where cron and at are evaluated; a rate ignores it
   * @throws InvalidScheduleException if Scheduler would not take the expression, or if it names no
   *     time that exists
   */
  static Schedule parse(String expression, ZoneId zone) {
    return ScheduleParser.parse(expression, zone, RateUnit.SCHEDULER);
  }

  /** Parses what {@link #parse} does and {@code rate(N seconds)} besides, for trying things out. */
  static Schedule parseEmbedded(String expression, ZoneId zone) {
    return ScheduleParser.parse(expression, zone, RateUnit.EMBEDDED);
  }

  /** The expression as it was written. */
  String expression();

  /** The time zone that it was parsed with. */
  ZoneId zone();

  /**
   * The anchor of this schedule: the start date, or the moment of its creation if there is none or
   * if it is past. A rate whose start date is past keeps counting from it, so its anchor is the
   * first of those slots that is not before the creation. A one-time schedule ignores its start
   * date, as in Scheduler.
   */
  Instant anchor(@Nullable Instant startDate, Instant created);

  /** The first slot later than {@code after}, or empty if there is none any more. */
  Optional<Instant> nextAfter(Instant after, Instant anchor);

  /** The first slot at {@code from} or later, or empty if there is none any more. */
  default Optional<Instant> firstSlotNotBefore(Instant from, Instant anchor) {
    return nextAfter(from.minusNanos(1), anchor);
  }

  /**
   * The slots later than {@code afterExclusive} and not later than {@code untilInclusive}. Takes a
   * bounded time however many there are.
   *
   * @param namedAtMost how many of them, besides the latest, to list one by one
   */
  MissedSlots missed(
      Instant afterExclusive, Instant untilInclusive, Instant anchor, int namedAtMost);
}
