package dev.everhook.embedded;

import dev.everhook.core.EventJson;
import dev.everhook.core.EventLog;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneId;
import picocli.CommandLine.Help.Ansi;

/**
 * The log of a run: in the format that was asked for, from the level that was asked for.
 *
 * @param events what flows through the run
 * @param notices what the run says of itself
 */
record RunLog(EventLog events, RunNotices notices) {

  static RunLog of(
      RunOptions.LogFormat format, String level, PrintStream out, InstantSource clock) {
    ZoneId zone = ZoneId.systemDefault();
    EventLog log =
        switch (format) {
          case TEXT -> new ConsoleLog(out, clock, zone, new Colours(Ansi.AUTO));
          case JSON -> event -> out.println(EventJson.write(event, clock.instant()));
        };
    EventJson.Level least =
        switch (level) {
          case "WARN" -> EventJson.Level.WARN;
          case "ERROR" -> EventJson.Level.ERROR;
          default -> EventJson.Level.INFO;
        };
    EventLog events =
        event -> {
          if (EventJson.level(event).compareTo(least) >= 0) {
            log.write(event);
          }
        };
    return new RunLog(events, new RunNotices(format, least, out, clock, zone));
  }
}
