package dev.everhook.benchmarks.soak;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a soak comes to.
 *
 * @param sending for how long requests were sent
 * @param settling how long it took from the last request until all was at rest
 * @param lostAnswers how many calls of the enqueue function had no answer, and were made again
 * @param repeats calls of what was done already, by cause
 * @param longestRestart from a kill until the next run was ready
 * @param processorTime what all runs took of the processors
 * @param warnings what the run said, other than of attempts and dead letters: how often each
 * @param start memory after the warm-up
 * @param end memory at the end, when all is at rest
 * @param mostResident the most that the process held in memory, in bytes
 * @param dataSize the size of the data folder at the end, in bytes
 * @param exitStatus of the run when it is ended as by Ctrl-C
 */
record Account(
    Duration sending,
    Duration settling,
    int accepted,
    Audit audit,
    long calls,
    long wrongKeys,
    long lostAnswers,
    Map<Repeat.Cause, Integer> repeats,
    int kills,
    Duration longestRestart,
    Duration processorTime,
    Map<String, Long> warnings,
    Memory start,
    Memory end,
    long mostResident,
    long dataSize,
    int exitStatus) {
  private static final int SHOWN = 10;

  /** What must not be: nothing, if all is well. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (accepted == 0) {
      faults.add("nothing was accepted");
    }
    if (!audit.lost().isEmpty()) {
      faults.add("lost: " + named(audit.lost()));
    }
    if (!audit.disputed().isEmpty()) {
      faults.add("the ledger says otherwise: " + named(audit.disputed()));
    }
    if (repeats.containsKey(Repeat.Cause.UNEXPLAINED)) {
      faults.add(repeats.get(Repeat.Cause.UNEXPLAINED) + " repeats are unexplained");
    }
    if (wrongKeys > 0) {
      faults.add(wrongKeys + " calls bore another key than their request's");
    }
    if (exitStatus != 0) {
      faults.add("the run ended with status " + exitStatus);
    }
    return faults;
  }

  private static String named(List<Integer> numbers) {
    List<Integer> shown = numbers.subList(0, Math.min(SHOWN, numbers.size()));
    return numbers.size() + " requests, such as " + shown;
  }

  void print(PrintStream out) {
    out.println();
    row(out, "requests accepted", accepted);
    row(out, "  delivered", audit.delivered());
    row(out, "  dead", audit.deadCount());
    audit.dead().forEach((reason, count) -> row(out, "    " + reason, count));
    row(out, "  lost", audit.lost().size());
    row(out, "  disputed by the ledger", audit.disputed().size());
    row(out, "dead letters", audit.letters());
    row(out, "calls of the webhook", calls);
    row(out, "calls of what was done", repeats.values().stream().mapToInt(i -> i).sum());
    repeats.forEach((cause, count) -> row(out, "  " + cause, count));
    row(out, "kills", kills);
    row(out, "  longest until ready, ms", longestRestart.toMillis());
    row(out, "  enqueue calls repeated", lostAnswers);
    warnings.forEach((word, count) -> row(out, "said: " + word, count));
    row(out, "sent for, s", sending.toSeconds());
    row(out, "  accepted a second", Math.round(accepted * 1e3 / sending.toMillis()));
    row(out, "  then at rest after, s", settling.toSeconds());
    row(out, "processor time, s", processorTime.toSeconds());
    row(out, "memory, MB: after the warm-up", megabytes(start.resident()));
    row(out, "  at the end", megabytes(end.resident()));
    row(out, "  most", megabytes(mostResident));
    row(out, "heap, MB: after the warm-up", megabytes(start.heap()));
    row(out, "  at the end", megabytes(end.heap()));
    row(out, "data folder, MB", megabytes(dataSize));
    out.println();
    faults().forEach(fault -> out.println("FAULT: " + fault));
    out.println(faults().isEmpty() ? "Nothing is lost, and all is accounted for." : "Not sound.");
  }

  private static void row(PrintStream out, String name, long value) {
    out.printf(Locale.ROOT, "%-42s %,12d%n", name, value);
  }

  static long megabytes(long bytes) {
    return bytes >> 20;
  }
}
