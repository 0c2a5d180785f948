package dev.everhook.embedded.schedule;

import java.nio.file.Path;

/** A schedule's state file that holds something else. Its message names the file and the fault. */
public final class CorruptScheduleStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptScheduleStateException(Path file, String fault, Exception cause) {
    super(
        "%s is not a schedule's state: %s. Move it away to begin the schedule anew."
            .formatted(file, fault),
        cause);
  }
}
