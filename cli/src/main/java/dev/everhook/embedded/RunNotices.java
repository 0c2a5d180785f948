package dev.everhook.embedded;

import dev.everhook.core.EventJson.Level;
import dev.everhook.core.Json;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the log of an embedded run says of the run itself, beside what flows through it. */
final class RunNotices {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final RunOptions.LogFormat format;
  private final Level least;
  private final PrintStream out;
  private final InstantSource clock;
  private final ZoneId zone;

  /**
   * @param least what matters less is left out
   * @param zone of the times that a person reads
   */
  RunNotices(
      RunOptions.LogFormat format, Level least, PrintStream out, InstantSource clock, ZoneId zone) {
    this.format = format;
    this.least = least;
    this.out = out;
    this.clock = clock;
    this.zone = zone;
  }

  /** No call is begun from now on. */
  void paused() {
    write(Level.WARN, "paused", "no call is begun until: everhook resume");
  }

  /** Calls are begun again. */
  void resumed() {
    write(Level.INFO, "resumed", "calls are begun again");
  }

  /** A sweep was not made; the next one is in an hour. */
  void sweepFailed(String problem) {
    write(Level.ERROR, "sweep failed", problem);
  }

  private void write(Level level, String event, String text) {
    if (level.compareTo(least) < 0) {
      return;
    }
    out.println(
        switch (format) {
          case TEXT ->
              "%s  %-12s  %8s  %s"
                  .formatted(TIME.format(clock.instant().atZone(zone)), event, "", text);
          case JSON -> json(level, event, text);
        });
  }

  private String json(Level level, String event, String text) {
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("timestamp", clock.instant().toString());
          json.writeStringField("level", level.name());
          json.writeStringField("event", event);
          json.writeStringField("detail", text);
          json.writeEndObject();
        });
  }
}
