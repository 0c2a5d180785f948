package dev.everhook.core.ledger;

import static dev.everhook.core.ledger.Entries.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryJsonTest {
  @Test
  void what_is_written_is_read_back() {
    List<PastAttempt> history =
        List.of(
            new PastAttempt(1, 1, NOW, Duration.ofMillis(12), "retry", 503, null, "a \"b\"\n€😀"),
            new PastAttempt(1, 2, NOW, null, "unknown", null, "lost", null),
            new PastAttempt(
                2, 1, NOW.plusMillis(1), Duration.ofDays(60), "delivered", 204, null, ""));

    assertThat(HistoryJson.read(HistoryJson.write(history))).isEqualTo(history);
    assertThat(HistoryJson.read(HistoryJson.write(List.of()))).isEmpty();
  }

  @Test
  void what_has_no_value_is_left_out() {
    assertThat(
            HistoryJson.write(
                List.of(new PastAttempt(1, 2, NOW, null, "unknown", null, "lost", null))))
        .isEqualTo(
            "[{\"round\":1,\"number\":2,\"startedAt\":\"2026-03-01T12:00:00Z\","
                + "\"outcome\":\"unknown\",\"errorCode\":\"lost\"}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[{}]", "[{\"round\":1}]", "[", "\"\""})
  void what_is_no_history_is_never_read_as_one(String json) {
    assertThatThrownBy(() -> HistoryJson.read(json)).isInstanceOf(RuntimeException.class);
  }
}
