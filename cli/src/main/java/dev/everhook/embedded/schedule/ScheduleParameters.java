package dev.everhook.embedded.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;

/** Reads the parameters that accompany a schedule expression. */
public final class ScheduleParameters {
  private ScheduleParameters() {}

  /**
   * Reads {@code ScheduleTimezone}.
   *
   * @param id a name of the IANA Time Zone Database, such as {@code Europe/Berlin} or {@code UTC}
   * @throws InvalidScheduleException if there is no such time zone; a bare offset is none
   */
  public static ZoneId timezone(String id) {
    if (!ZoneId.getAvailableZoneIds().contains(id)) {
      throw new InvalidScheduleException(
          "ScheduleTimezone",
          id,
          "write the name of an IANA time zone, such as 'Europe/Berlin' or 'UTC'");
    }
    return ZoneId.of(id);
  }

  /**
   * Reads {@code ScheduleStartDate}.
   *
   * @param date an instant in UTC, such as {@code 2030-01-01T01:00:00Z}
   * @throws InvalidScheduleException if it is anything else
   */
  public static Instant startDate(String date) {
    try {
      if (date.endsWith("Z")) {
        return Instant.parse(date);
      }
    } catch (DateTimeException e) {
      // answered below
    }
    throw new InvalidScheduleException(
        "ScheduleStartDate", date, "write a date and time in UTC, such as '2030-01-01T01:00:00Z'");
  }
}
