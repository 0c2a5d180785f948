package dev.everhook.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 ms",
    "PT0.999S, 999 ms",
    "PT1S, 1.0 s",
    "PT59.9S, 60 s",
    "PT60S, 1 min",
    "PT63S, 1 min 3 s",
    "PT4H16M, 4 h 16 min",
    "PT47H, 47 h",
    "PT72H, 3 d",
    "PT75H, 3 d 3 h"
  })
  void a_duration_reads_in_its_two_largest_units(Duration duration, String text) {
    assertThat(Words.duration(duration)).isEqualTo(text);
  }
}
