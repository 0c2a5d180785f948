package dev.everhook.embedded;

import dev.everhook.embedded.schedule.Schedule;
import dev.everhook.embedded.schedule.ScheduleParameters;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The schedule's parameters, read.
 *
 * @param startDate no slot is earlier; null for none
 * @param isEnabled whether slots are sent at all
 * @param flexibleWindow within how long after its slot a refresh is sent
 */
record ScheduleSettings(
    Schedule schedule, @Nullable Instant startDate, boolean isEnabled, Duration flexibleWindow) {

  /**
   * @throws dev.everhook.embedded.schedule.InvalidScheduleException naming the parameter and the
   *     rule
   */
  static ScheduleSettings read(Parameters parameters) {
    String startDate = parameters.value("ScheduleStartDate");
    return new ScheduleSettings(
        Schedule.parseEmbedded(
            parameters.value("ScheduleExpression"),
            ScheduleParameters.timezone(parameters.value("ScheduleTimezone"))),
        startDate.isEmpty() ? null : ScheduleParameters.startDate(startDate),
        parameters.value("ScheduleState").equals("ENABLED"),
        Duration.ofMinutes(parameters.number("FlexibleWindowMinutes")));
  }
}
