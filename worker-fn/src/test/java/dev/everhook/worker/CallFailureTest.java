package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Outcome.Certainty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words that logs, dead letters and filters know; the tests of the client build on them. */
class CallFailureTest {
  @ParameterizedTest
  @CsvSource({
    "DNS, dns, FAILED",
    "CONNECTION_REFUSED, connection_refused, FAILED",
    "CONNECT_TIMEOUT, connect_timeout, FAILED",
    "TLS, tls, FAILED",
    "CONNECT_FAILED, connect_failed, FAILED",
    "TIMEOUT, timeout, UNKNOWN",
    "CONNECTION_BROKEN, connection_broken, UNKNOWN",
    "NOT_HTTP, not_http, UNKNOWN",
  })
  void a_failure_has_a_stable_code_and_says_whether_the_webhook_may_have_acted(
      CallFailure failure, String code, Certainty certainty) {
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.certainty()).isEqualTo(certainty);
  }

  @Test
  void no_failure_is_left_out_above() {
    assertThat(CallFailure.values()).hasSize(8);
  }
}
