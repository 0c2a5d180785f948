package dev.everhook.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What many runs came to, for a person: at most 80 columns. Safe for use by many threads. */
final class Report {
  private static final int DAYS_OF_A_YEAR = 365;

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final List<Run> violations = new ArrayList<>();
  private long runs;
  private long days;

  synchronized void add(Run run) {
    runs++;
    days += run.scenario().days();
    run.counts().forEach((what, count) -> counts.merge(what, count, Long::sum));
    run.faults().forEach((fault, count) -> faults.merge(fault, (long) count, Long::sum));
    if (run.violation() != null) {
      violations.add(run);
    }
  }

  /** The run with the lowest seed that broke a rule comes first. */
  synchronized List<Run> violations() {
    return violations.stream()
        .sorted((a, b) -> Long.compare(a.scenario().seed(), b.scenario().seed()))
        .toList();
  }

  synchronized String text(Duration time) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%,d seeds, %,d simulated days (%,d years) in %.1f s%n"
            .formatted(runs, days, days / DAYS_OF_A_YEAR, time.toMillis() / 1000.0));
    section(text, "", "");
    section(text, "Operations", "operations, ");
    section(text, "What calls came to", "answers, ");
    section(text, "Calls that repeated a success, and why", "repeats, ");
    text.append("\nFaults\n");
    faults.forEach((fault, count) -> line(text, fault.toString(), count));
    text.append("\nRules broken: %,d%n".formatted(violations.size()));
    violations().forEach(run -> text.append(violation(run)));
    return text.toString();
  }

  private void section(StringBuilder text, String title, String prefix) {
    Map<String, Long> chosen =
        counts.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(prefix))
            .filter(entry -> !prefix.isEmpty() || !entry.getKey().contains(", "))
            .collect(
                Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
    text.append(title.isEmpty() ? "" : "\n" + title + "\n");
    chosen.forEach((what, count) -> line(text, what.substring(prefix.length()), count));
  }

  private static void line(StringBuilder text, String what, long count) {
    text.append(String.format(Locale.ROOT, "  %-50s %,14d%n", what.replace('_', ' '), count));
  }

  private static String violation(Run run) {
    String line = "  --seed %d: %s".formatted(run.scenario().seed(), run.violation());
    return (line.length() <= 80 ? line : line.substring(0, 77) + "...") + "\n";
  }
}
