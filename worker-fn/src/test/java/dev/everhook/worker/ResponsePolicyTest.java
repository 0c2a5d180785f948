package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.Outcome;
import dev.everhook.core.Outcome.Certainty;
import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsePolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant IN_A_MINUTE = NOW.plusSeconds(60);
  private static final ResponsePolicy TABLE = new ResponsePolicy(Set.of(), Set.of());

  /** Every status that there can be, and some that there cannot. */
  private static IntStream statuses() {
    return IntStream.concat(IntStream.rangeClosed(100, 599), IntStream.of(0, 99, 600, 999));
  }

  @Test
  void each_status_means_what_the_table_says() {
    assertThat(statuses())
        .allSatisfy(
            status -> assertThat(outcome(TABLE, status, "60")).isEqualTo(byTheTable(status)));
  }

  /** The table of design.md, once more and in other words. */
  private static Outcome byTheTable(int status) {
    return switch (status) {
      case 408, 425, 429 -> new Outcome.Retry(status, null, Certainty.FAILED, IN_A_MINUTE);
      case 502, 504 -> new Outcome.Retry(status, null, Certainty.UNKNOWN, IN_A_MINUTE);
      case 409 -> new Outcome.InProgress(status, IN_A_MINUTE);
      case 401, 403 -> new Outcome.Rejected(status, DeadLetterReason.UNAUTHORIZED);
      default ->
          switch (status / 100) {
            case 2 -> new Outcome.Delivered(status);
            case 5 -> new Outcome.Retry(status, null, Certainty.FAILED, IN_A_MINUTE);
            default -> new Outcome.Rejected(status, DeadLetterReason.REJECTED);
          };
    };
  }

  @Test
  void a_status_without_retry_after_is_not_put_off() {
    assertThat(outcome(TABLE, 503, null))
        .isEqualTo(new Outcome.Retry(503, null, Certainty.FAILED, null));
    assertThat(outcome(TABLE, 409, "soon")).isEqualTo(new Outcome.InProgress(409, null));
  }

  @Test
  void a_status_to_retry_is_retried_whatever_the_table_says() {
    assertThat(statuses().filter(status -> status / 100 != 2))
        .allSatisfy(
            status -> {
              ResponsePolicy policy = new ResponsePolicy(Set.of(status), Set.of());
              Certainty certainty =
                  status == 502 || status == 504 ? Certainty.UNKNOWN : Certainty.FAILED;
              assertThat(outcome(policy, status, "60"))
                  .isEqualTo(new Outcome.Retry(status, null, certainty, IN_A_MINUTE));
            });
  }

  @Test
  void a_status_to_reject_is_rejected_whatever_the_table_says() {
    assertThat(statuses().filter(status -> status / 100 != 2))
        .allSatisfy(
            status -> {
              Outcome outcome = outcome(new ResponsePolicy(Set.of(), Set.of(status)), status, "60");
              assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
              assertThat(outcome.status()).isEqualTo(status);
            });
  }

  @Test
  void what_was_delivered_is_delivered_whatever_the_overrides_say() {
    assertThat(IntStream.range(200, 300))
        .allSatisfy(
            status -> {
              ResponsePolicy policy = new ResponsePolicy(Set.of(status), Set.of(status));
              assertThat(outcome(policy, status, "60")).isEqualTo(new Outcome.Delivered(status));
            });
  }

  @Test
  void an_override_leaves_the_other_statuses_alone() {
    ResponsePolicy policy = new ResponsePolicy(Set.of(404), Set.of(503));

    assertThat(statuses().filter(status -> status != 404 && status != 503))
        .allSatisfy(
            status -> assertThat(outcome(policy, status, "60")).isEqualTo(byTheTable(status)));
  }

  @ParameterizedTest
  @EnumSource
  void each_failure_is_retried_with_its_own_code_and_certainty(CallFailure failure) {
    Certainty certainty =
        switch (failure) {
          case DNS, CONNECTION_REFUSED, CONNECT_TIMEOUT, TLS, CONNECT_FAILED -> Certainty.FAILED;
          case TIMEOUT, CONNECTION_BROKEN, NOT_HTTP -> Certainty.UNKNOWN;
        };

    assertThat(TABLE.outcome(new CallResult.Failed(failure), NOW))
        .isEqualTo(new Outcome.Retry(null, failure.code(), certainty, null));
  }

  @ParameterizedTest
  @EnumSource
  void a_failures_code_is_a_short_word_for_logs_and_attributes(CallFailure failure) {
    assertThat(failure.code()).matches("[a-z_]{3,20}");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void the_webhook_does_not_accept_the_token(int status) {
    assertThat(ResponsePolicy.isUnauthorized(answered(status, null))).isTrue();
  }

  @Test
  void any_other_result_says_nothing_against_the_token() {
    assertThat(statuses().filter(status -> status != 401 && status != 403))
        .noneMatch(status -> ResponsePolicy.isUnauthorized(answered(status, null)));
    assertThat(ResponsePolicy.isUnauthorized(new CallResult.Failed(CallFailure.TLS))).isFalse();
  }

  private static Outcome outcome(ResponsePolicy policy, int status, @Nullable String retryAfter) {
    return policy.outcome(answered(status, retryAfter), NOW);
  }

  private static CallResult answered(int status, @Nullable String retryAfter) {
    return new CallResult.Answered(status, retryAfter, "");
  }
}
