package dev.everhook.embedded.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleParametersTest {

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5"})
  void timezone_is_a_name_of_the_iana_database(String id) {
    assertThat(ScheduleParameters.timezone(id)).isEqualTo(ZoneId.of(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Berlin", "europe/berlin", "+02:00", "UTC+2", "Z"})
  void any_other_timezone_is_refused(String id) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> ScheduleParameters.timezone(id))
        .withMessage(
            "ScheduleTimezone: '%s': write the name of an IANA time zone,"
                + " such as 'Europe/Berlin' or 'UTC'",
            id);
  }

  @Test
  void start_date_is_an_instant_in_utc() {
    assertThat(ScheduleParameters.startDate("2030-01-01T01:00:00Z"))
        .isEqualTo(Instant.parse("2030-01-01T01:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2030-01-01", "2030-01-01T01:00:00", "2030-01-01T01:00:00+01:00", "2030Z"})
  void any_other_start_date_is_refused(String date) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> ScheduleParameters.startDate(date))
        .withMessage(
            "ScheduleStartDate: '%s': write a date and time in UTC, such as '2030-01-01T01:00:00Z'",
            date);
  }
}
