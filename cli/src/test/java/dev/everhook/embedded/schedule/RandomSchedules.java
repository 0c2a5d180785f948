package dev.everhook.embedded.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Schedules, zones and instants drawn by a seed. */
final class RandomSchedules {
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/New_York",
          "Australia/Lord_Howe",
          "America/Santiago",
          "Asia/Kathmandu",
          "Africa/Casablanca");

  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private final Random random;

  RandomSchedules(long seed) {
    random = new Random(seed);
  }

  Schedule schedule() {
    return switch (random.nextInt(4)) {
      case 0 -> Schedule.parse("rate(%s hours)".formatted(between(2, 100)), zone());
      case 1 -> Schedule.parseEmbedded("rate(%s seconds)".formatted(between(2, 100)), zone());
      default -> Schedule.parse("cron(%s)".formatted(cron()), zone());
    };
  }

  /** Six fields that fire at least once in some years. */
  String cron() {
    boolean byWeek = random.nextInt(3) == 0;
    return String.join(
        " ",
        list(0, 59, List.of(), true),
        list(0, 23, List.of(), true),
        byWeek ? "?" : dayOfMonth(),
        list(1, 12, MONTHS, true),
        byWeek ? dayOfWeek() : "?",
        random.nextInt(4) > 0 ? "*" : "2024-2040/%s".formatted(between(1, 4)));
  }

  ZoneId zone() {
    return ZoneId.of(one(ZONES));
  }

  /** Some time from 2024 to 2033, at times not on a whole second. */
  Instant instant() {
    return Instant.parse("2024-01-01T00:00:00Z")
        .plusSeconds(random.nextLong(Duration.ofDays(3_650).toSeconds()))
        .plusNanos(random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
  }

  Duration upTo(Duration longest) {
    return Duration.ofSeconds(random.nextLong(longest.toSeconds()));
  }

  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  private String dayOfMonth() {
    return switch (random.nextInt(6)) {
      case 0 -> "L";
      case 1 -> "LW";
      case 2 -> between(1, 28) + "W";
      default -> list(1, 28, List.of(), true);
    };
  }

  private String dayOfWeek() {
    return switch (random.nextInt(4)) {
      case 0 -> one(WEEKDAYS) + "#" + between(1, 4);
      case 1 -> between(1, 7) + "L";
      case 2 -> "L";
      default -> list(1, 7, WEEKDAYS, false);
    };
  }

  private String list(int least, int most, List<String> names, boolean steps) {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(item -> item(least, most, names, steps))
        .collect(Collectors.joining(","));
  }

  private String item(int least, int most, List<String> names, boolean steps) {
    int from = between(least, most);
    int to = between(from, most);
    int step = between(1, most);
    List<String> forms =
        new ArrayList<>(
            List.of("*", "" + from, from + "-" + to, named(from, least, names) + "-" + to));
    if (steps) {
      forms.addAll(List.of("*/" + step, from + "/" + step, from + "-" + to + "/" + step));
    }
    return one(forms);
  }

  private static String named(int value, int least, List<String> names) {
    return names.isEmpty() ? "" + value : names.get(value - least);
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
