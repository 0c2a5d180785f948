package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.Outcome;
import dev.everhook.core.Outcome.Certainty;
import dev.everhook.core.RefreshRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final DeliveryPolicy POLICY = policy(WorkerParameters.DEFAULTS);

  @Test
  void a_delivered_call_is_acknowledged() {
    assertThat(POLICY.after(8, new Outcome.Delivered(204), NOW, 0.5))
        .isEqualTo(new NextStep.Acknowledge());
  }

  @ParameterizedTest
  @EnumSource(names = {"REJECTED", "UNAUTHORIZED"})
  void a_rejected_call_is_buried_at_once_for_its_own_reason(DeadLetterReason reason) {
    assertThat(POLICY.after(1, new Outcome.Rejected(400, reason), NOW, 0.5))
        .isEqualTo(new NextStep.Bury(reason));
  }

  @Test
  void a_failed_call_is_made_again_after_the_backoff() {
    assertThat(POLICY.after(2, retry(Certainty.FAILED, null), NOW, 0.5))
        .isEqualTo(new NextStep.TryAgain(Duration.ofMinutes(4)));
  }

  @Test
  void after_an_unknown_outcome_the_webhook_has_its_timeout_to_end_its_work() {
    assertThat(POLICY.after(1, retry(Certainty.UNKNOWN, null), NOW, 0.5))
        .isEqualTo(new NextStep.TryAgain(Duration.ofMinutes(10)));
    assertThat(POLICY.after(3, retry(Certainty.UNKNOWN, null), NOW, 0.5))
        .isEqualTo(new NextStep.TryAgain(Duration.ofMinutes(16)));
  }

  @Test
  void a_webhook_at_work_is_asked_again_after_the_backoff() {
    assertThat(POLICY.after(1, new Outcome.InProgress(409, null), NOW, 0.5))
        .isEqualTo(new NextStep.TryAgain(Duration.ofMinutes(1)));
  }

  @Test
  void what_the_webhook_asks_for_is_a_minimum() {
    Instant inAnHour = NOW.plus(Duration.ofHours(1));
    Instant inASecond = NOW.plusSeconds(1);

    assertThat(POLICY.after(1, retry(Certainty.FAILED, inAnHour), NOW, 0.5))
        .isEqualTo(new NextStep.TryAgain(Duration.ofHours(1)));
    assertThat(POLICY.after(1, new Outcome.InProgress(409, inAnHour), NOW, 0.5))
        .isEqualTo(new NextStep.TryAgain(Duration.ofHours(1)));
    assertThat(POLICY.after(1, retry(Certainty.FAILED, inASecond), NOW, 0.5))
        .isEqualTo(new NextStep.TryAgain(Duration.ofMinutes(1)));
  }

  @Test
  void a_webhook_that_asks_for_ten_years_gets_the_horizon() {
    Instant inTenYears = NOW.plus(Duration.ofDays(3650));
    Duration horizon = new Backoff(Duration.ofSeconds(60), Duration.ofHours(11)).horizon(8);

    assertThat(POLICY.after(1, retry(Certainty.FAILED, inTenYears), NOW, 0.5))
        .isEqualTo(new NextStep.TryAgain(horizon));
  }

  @Test
  void what_the_webhook_asked_for_may_be_past() {
    assertThat(POLICY.after(1, retry(Certainty.FAILED, Instant.EPOCH), NOW, 0.5))
        .isEqualTo(new NextStep.TryAgain(Duration.ofMinutes(1)));
  }

  @Test
  void a_call_that_could_not_be_made_is_deferred_after_the_backoff() {
    assertThat(POLICY.deferred(1, NOW, 0.5))
        .isEqualTo(new NextStep.TryAgain(Duration.ofMinutes(1)));
  }

  @Test
  void the_last_attempt_is_followed_by_a_death_that_says_what_it_was_used_up_by() {
    assertThat(POLICY.after(8, retry(Certainty.UNKNOWN, null), NOW, 0.5))
        .isEqualTo(new NextStep.Bury(DeadLetterReason.EXHAUSTED));
    assertThat(POLICY.after(8, new Outcome.InProgress(409, null), NOW, 0.5))
        .isEqualTo(new NextStep.Bury(DeadLetterReason.DEFERRED));
    assertThat(POLICY.deferred(8, NOW, 0.5))
        .isEqualTo(new NextStep.Bury(DeadLetterReason.DEFERRED));
  }

  @Test
  void an_attempt_beyond_the_last_is_not_made() {
    assertThat(POLICY.deadBefore(8, slot(NOW), NOW)).isEmpty();
    assertThat(POLICY.deadBefore(9, slot(NOW), NOW)).contains(DeadLetterReason.EXHAUSTED);
  }

  @Test
  void a_manual_request_expires_after_its_notAfter() {
    assertThat(POLICY.deadBefore(1, manual(NOW), NOW)).isEmpty();
    assertThat(POLICY.deadBefore(1, manual(NOW), NOW.plusMillis(1)))
        .contains(DeadLetterReason.EXPIRED);
    assertThat(POLICY.deadBefore(1, manual(null), NOW)).isEmpty();
  }

  @Test
  void a_slot_expires_after_so_many_hours() {
    DeliveryPolicy policy = policy(WorkerParameters.DEFAULTS.with("SlotExpiry", "6"));
    Instant sixHoursOn = NOW.plus(Duration.ofHours(6));

    assertThat(policy.deadBefore(1, slot(NOW), sixHoursOn)).isEmpty();
    assertThat(policy.deadBefore(1, slot(NOW), sixHoursOn.plusMillis(1)))
        .contains(DeadLetterReason.EXPIRED);
    assertThat(policy.deadBefore(1, manual(null), sixHoursOn.plusMillis(1))).isEmpty();
  }

  @Test
  void a_slot_never_expires_by_default() {
    assertThat(POLICY.deadBefore(1, slot(Instant.EPOCH), NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
  void a_slot_at_the_end_of_time_can_be_judged(Instant slot) {
    DeliveryPolicy policy = policy(WorkerParameters.DEFAULTS.with("SlotExpiry", "8760"));

    assertThat(policy.deadBefore(1, slot(slot), NOW).isPresent()).isEqualTo(slot.isBefore(NOW));
  }

  private static DeliveryPolicy policy(WorkerParameters parameters) {
    return new DeliveryPolicy(parameters.settings());
  }

  private static Outcome retry(Certainty certainty, @Nullable Instant notBefore) {
    return new Outcome.Retry(503, null, certainty, notBefore);
  }

  private static RefreshRequest slot(Instant slot) {
    return new RefreshRequest.Scheduled("arn:aws:scheduler:eu-west-1:1:schedule/a/b", slot);
  }

  private static RefreshRequest manual(@Nullable Instant notAfter) {
    return new RefreshRequest.Manual("request-1", "somebody", "a test", null, notAfter);
  }
}
