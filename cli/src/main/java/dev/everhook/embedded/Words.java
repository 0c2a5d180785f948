package dev.everhook.embedded;

import java.time.Duration;
import java.util.Locale;

/** Numbers and times as a person reads them. */
public final class Words {
  private Words() {}

  /** A count with its noun, such as {@code 1 slot} or {@code 3 slots}. */
  public static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** A duration in its two largest units, such as {@code 4 h 16 min}, or {@code 12 ms}. */
  public static String duration(Duration duration) {
    if (duration.toMillis() < 1_000) {
      return duration.toMillis() + " ms";
    }
    if (duration.toSeconds() < 60) {
      double seconds = duration.toMillis() / 1_000.0;
      return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }
    if (duration.toMinutes() < 60) {
      return twoUnits(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
    }
    if (duration.toHours() < 48) {
      return twoUnits(duration.toHours(), "h", duration.toMinutesPart(), "min");
    }
    return twoUnits(duration.toDays(), "d", duration.toHoursPart(), "h");
  }

  private static String twoUnits(long large, String largeUnit, int small, String smallUnit) {
    return small == 0
        ? large + " " + largeUnit
        : large + " " + largeUnit + " " + small + " " + smallUnit;
  }
}
