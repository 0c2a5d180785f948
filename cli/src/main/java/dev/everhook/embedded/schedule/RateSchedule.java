package dev.everhook.embedded.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The anchor and every whole number of periods after it. */
record RateSchedule(String expression, ZoneId zone, Duration period) implements Schedule {
  private static final Pattern VALUE_AND_UNIT = Pattern.compile("([1-9][0-9]{0,8})\\s+([a-z]+)");

  static RateSchedule parse(String expression, String inside, ZoneId zone, Set<RateUnit> units) {
    Matcher matcher = VALUE_AND_UNIT.matcher(inside);
    if (!matcher.matches()) {
      throw InvalidScheduleException.expression(
          expression,
          "write a whole number from 1 to 999999999 and a unit, %s, such as 'rate(72 hours)'"
              .formatted(RateUnit.list(units)));
    }
    int value = Integer.parseInt(matcher.group(1));
    String word = matcher.group(2);
    RateUnit unit =
        RateUnit.of(word)
            .filter(units::contains)
            .orElseThrow(
                () ->
                    InvalidScheduleException.expression(
                        expression, "the unit must be " + RateUnit.list(units)));
    if (!word.equals(unit.wordFor(value))) {
      throw InvalidScheduleException.expression(
          expression,
          "write 'rate(%s %s)'; the unit is singular with 1 and plural with any other value"
              .formatted(value, unit.wordFor(value)));
    }
    return new RateSchedule(expression, zone, unit.times(value));
  }

  @Override
  public Instant anchor(@Nullable Instant startDate, Instant created) {
    return startDate == null ? created : firstSlotNotBefore(created, startDate).orElseThrow();
  }

  @Override
  public Optional<Instant> nextAfter(Instant after, Instant anchor) {
    return Optional.of(after.isBefore(anchor) ? anchor : slot(anchor, periods(anchor, after) + 1));
  }

  @Override
  public MissedSlots missed(
      Instant afterExclusive, Instant untilInclusive, Instant anchor, int namedAtMost) {
    Instant first = nextAfter(afterExclusive, anchor).orElseThrow();
    if (first.isAfter(untilInclusive)) {
      return MissedSlots.none();
    }
    long others = periods(first, untilInclusive);
    return new MissedSlots(
        Optional.of(slot(first, others)),
        others,
        true,
        LongStream.range(0, Math.min(others, namedAtMost)).mapToObj(n -> slot(first, n)).toList());
  }

  private Instant slot(Instant from, long periods) {
    return from.plus(period.multipliedBy(periods));
  }

  private long periods(Instant from, Instant to) {
    return Duration.between(from, to).dividedBy(period);
  }
}
