package dev.everhook.redrive;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what an operation does, and what goes wrong. Safe for use by many threads. */
final class Tally {
  private final List<Count> shown;
  private final Map<Count, AtomicLong> counts = new EnumMap<>(Count.class);
  private final Problems problems = new Problems();

  /**
   * @param shown what the operation's answer counts, in its order
   */
  Tally(List<Count> shown) {
    this.shown = List.copyOf(shown);
    shown.forEach(count -> counts.put(count, new AtomicLong()));
  }

  /** What is counted, by its word in answers. */
  enum Count {
    /** Put back on the refresh queue. */
    MOVED("moved"),
    /** Written to the archive. */
    ARCHIVED("archived"),
    /** Put back from the archive. */
    RESTORED("restored"),
    /** Overdue deliveries that were found. */
    OVERDUE("overdue"),
    /** Overdue deliveries that were sent again. */
    SWEPT("swept"),
    /** Overdue deliveries that were not. */
    SKIPPED("skipped"),
    /** Deleted, since they are delivered. */
    SETTLED("settled"),
    /** They stay, since a worker has the lease. */
    BLOCKED("blocked"),
    /** They stay, since they are no refresh requests. */
    MALFORMED("malformed"),
    /** They stay, since their {@code notAfter} has passed. */
    EXPIRED("expired"),
    /** They stay, since they were not there when the operation began. */
    NEWER("newer"),
    /** They stay, since something did not do its part. */
    FAILED("failed"),
    /** Done with, and not deleted: the next operation meets them again. */
    UNDELETED("undeleted"),
    /** What the queue holds at the end, as nearly as it says. */
    REMAINING("remaining");

    private final String word;

    Count(String word) {
      this.word = word;
    }
  }

  /**
   * @param count one that the answer shows
   */
  void add(Count count, long more) {
    counter(count).addAndGet(more);
  }

  long of(Count count) {
    return counter(count).get();
  }

  private AtomicLong counter(Count count) {
    return Objects.requireNonNull(counts.get(count), count.word);
  }

  void problem(String problem) {
    problems.add(problem);
  }

  List<String> problems() {
    return problems.list();
  }

  /** The counts by their words, in the order of the answer. */
  Map<String, Long> counts() {
    Map<String, Long> words = new LinkedHashMap<>();
    shown.forEach(count -> words.put(count.word, of(count)));
    return words;
  }
}
