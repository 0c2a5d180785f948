package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.250Z");
  private static final Instant LATEST = NOW.plus(Duration.ofDays(3650));

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "120, 120", "' 120 ', 120", "0120, 120", "86400, 86400"})
  void seconds_count_from_now(String header, long seconds) {
    assertThat(RetryAfter.read(header, NOW)).isEqualTo(NOW.plusSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 01 Mar 2026 12:05:00 GMT",
        "  Sun, 01 Mar 2026 12:05:00 GMT  ",
        "Sunday, 01-Mar-26 12:05:00 GMT",
      })
  void each_form_of_an_http_date_is_read(String header) {
    assertThat(RetryAfter.read(header, NOW)).isEqualTo(Instant.parse("2026-03-01T12:05:00Z"));
  }

  @Test
  void a_date_that_is_past_stays_past() {
    assertThat(RetryAfter.read("Sun, 01 Mar 2026 11:00:00 GMT", NOW))
        .isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "315360001",
        "99999999999",
        "9223372036854775808",
        "1000000000000000000000000000000000000000000000000000000000000000000000",
        "Fri, 31 Dec 9999 23:59:59 GMT",
      })
  void an_absurd_time_is_ten_years_ahead(String header) {
    assertThat(RetryAfter.read(header, NOW)).isEqualTo(LATEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+5",
        "1.5",
        "1e3",
        "120s",
        "120, 60",
        "soon",
        "٣",
        "2026-03-01T12:05:00Z",
        "Sun, 32 Mar 2026 12:05:00 GMT",
        "Sun, 01 Mar 2026",
        "\u0000",
      })
  void what_is_neither_says_nothing(String header) {
    assertThat(RetryAfter.read(header, NOW)).isNull();
  }

  @Test
  void no_header_says_nothing() {
    assertThat(RetryAfter.read(null, NOW)).isNull();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_the_header_nothing_is_thrown(long seed) {
    Random random = new Random(seed);
    String alphabet = "0123456789 :,-+GMTSunMar\t'\"\u0000é";
    StringBuilder header = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      header.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }

    Instant notBefore = RetryAfter.read(header.toString(), NOW);

    assertThat(notBefore == null || !notBefore.isAfter(LATEST)).isTrue();
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }
}
