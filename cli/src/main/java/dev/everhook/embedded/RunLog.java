package dev.everhook.embedded;

import dev.everhook.core.EventJson;
import dev.everhook.core.EventLog;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneId;
import picocli.CommandLine.Help.Ansi;

/** Makes the log of a run: in the format that was asked for, from the level that was asked for. */
final class RunLog {
  private RunLog() {}

  static EventLog of(
      RunOptions.LogFormat format, String level, PrintStream out, InstantSource clock) {
    EventLog log =
        switch (format) {
          case TEXT -> new ConsoleLog(out, clock, ZoneId.systemDefault(), new Colours(Ansi.AUTO));
          case JSON -> event -> out.println(EventJson.write(event, clock.instant()));
        };
    EventJson.Level least =
        switch (level) {
          case "WARN" -> EventJson.Level.WARN;
          case "ERROR" -> EventJson.Level.ERROR;
          default -> EventJson.Level.INFO;
        };
    return event -> {
      if (EventJson.level(event).compareTo(least) >= 0) {
        log.write(event);
      }
    };
  }
}
