package dev.everhook.cli;

import dev.everhook.embedded.Words;
import java.time.Duration;
import java.time.Instant;

/** How long ago something was, in words; two clocks may differ, and then it was just now. */
final class Age {
  private Age() {}

  /** In its largest unit alone, for a narrow column, such as {@code 10 h}. */
  static String brief(Instant then, Instant now) {
    String[] units = of(then, now).split(" ", -1);
    return units[0] + " " + units[1];
  }

  static String of(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    return Words.duration(age.isNegative() ? Duration.ZERO : age);
  }
}
