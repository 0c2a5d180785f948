package dev.everhook.embedded.schedule;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The units of a rate. A day is 24 hours, whatever the clocks do. */
enum RateUnit {
  SECOND(Duration.ofSeconds(1)),
  MINUTE(Duration.ofMinutes(1)),
  HOUR(Duration.ofHours(1)),
  DAY(Duration.ofDays(1));

  /** What EventBridge Scheduler takes. */
  static final Set<RateUnit> SCHEDULER = EnumSet.range(MINUTE, DAY);

  /** What the embedded run takes. */
  static final Set<RateUnit> EMBEDDED = EnumSet.allOf(RateUnit.class);

  private final Duration length;

  RateUnit(Duration length) {
    this.length = length;
  }

  static Optional<RateUnit> of(String word) {
    return Arrays.stream(values())
        .filter(unit -> word.equals(unit.singular()) || word.equals(unit.plural()))
        .findFirst();
  }

  /** For a message: "minute(s), hour(s) or day(s)". */
  static String list(Set<RateUnit> units) {
    String joined =
        units.stream().map(unit -> unit.singular() + "(s)").collect(Collectors.joining(", "));
    return joined.replaceFirst(", (?=[^,]*$)", " or ");
  }

  Duration times(int value) {
    return length.multipliedBy(value);
  }

  /** The word that goes with a value: "hour" with 1, "hours" with any other. */
  String wordFor(int value) {
    return value == 1 ? singular() : plural();
  }

  private String singular() {
    return name().toLowerCase(Locale.ROOT);
  }

  private String plural() {
    return singular() + "s";
  }
}
