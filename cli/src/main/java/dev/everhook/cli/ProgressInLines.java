package dev.everhook.cli;

import dev.everhook.embedded.Words;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** A line every few seconds, for a log. */
final class ProgressInLines implements Progress {
  private static final Duration EACH = Duration.ofSeconds(5);

  private final String task;
  private final long total;
  private final PrintWriter err;
  private final InstantSource clock;
  private final Instant start;
  private Instant last;

  ProgressInLines(String task, long total, PrintWriter err, InstantSource clock) {
    this.task = task;
    this.total = total;
    this.err = err;
    this.clock = clock;
    this.start = clock.instant();
    this.last = start;
  }

  @Override
  public void at(long done) {
    Instant now = clock.instant();
    if (Duration.between(last, now).compareTo(EACH) < 0) {
      return;
    }
    last = now;
    double rate = done / (Duration.between(start, now).toMillis() / 1_000.0);
    String line =
        total == UNKNOWN
            ? String.format(Locale.ROOT, "%s %,d; %,.0f a second", task, done, rate)
            : String.format(Locale.ROOT, "%s %,d of %,d; %,.0f a second", task, done, total, rate);
    err.println(line + left(done, rate));
    err.flush();
  }

  private String left(long done, double rate) {
    if (total == UNKNOWN || rate < 0.1 || done >= total) {
      return "";
    }
    return "; " + Words.duration(Duration.ofSeconds((long) ((total - done) / rate))) + " left";
  }

  @Override
  public void close() {}
}
