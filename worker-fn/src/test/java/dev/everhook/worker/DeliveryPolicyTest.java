package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.Outcome;
import dev.everhook.core.Outcome.Certainty;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.ledger.DeliveryState.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant END = NOW.plus(Duration.ofDays(13));
  private static final DeliveryPolicy POLICY = policy(WorkerParameters.DEFAULTS);

  @Test
  void a_delivered_call_is_acknowledged() {
    assertThat(after(8, new Outcome.Delivered(204))).isEqualTo(new NextStep.Acknowledge());
  }

  @ParameterizedTest
  @EnumSource(names = {"REJECTED", "UNAUTHORIZED"})
  void a_rejected_call_is_buried_at_once_for_its_own_reason(DeadLetterReason reason) {
    assertThat(after(1, new Outcome.Rejected(400, reason))).isEqualTo(new NextStep.Bury(reason));
  }

  @Test
  void a_failed_call_is_made_again_after_the_backoff() {
    assertThat(after(2, retry(Certainty.FAILED, null))).isEqualTo(again(Duration.ofMinutes(4)));
  }

  @Test
  void after_an_unknown_outcome_the_webhook_has_its_timeout_to_end_its_work() {
    assertThat(after(1, retry(Certainty.UNKNOWN, null)))
        .isEqualTo(new NextStep.TryAgain(Duration.ofMinutes(10), Cause.UNKNOWN));
    assertThat(after(3, retry(Certainty.UNKNOWN, null)))
        .isEqualTo(new NextStep.TryAgain(Duration.ofMinutes(16), Cause.UNKNOWN));
  }

  @Test
  void a_webhook_at_work_is_asked_again_after_the_backoff() {
    assertThat(after(1, new Outcome.InProgress(409, null)))
        .isEqualTo(putOff(Duration.ofMinutes(1)));
  }

  @Test
  void what_the_webhook_asks_for_is_a_minimum() {
    Instant inAnHour = NOW.plus(Duration.ofHours(1));
    Instant inASecond = NOW.plusSeconds(1);

    assertThat(after(1, retry(Certainty.FAILED, inAnHour))).isEqualTo(again(Duration.ofHours(1)));
    assertThat(after(1, new Outcome.InProgress(409, inAnHour)))
        .isEqualTo(putOff(Duration.ofHours(1)));
    assertThat(after(1, retry(Certainty.FAILED, inASecond)))
        .isEqualTo(again(Duration.ofMinutes(1)));
  }

  @Test
  void a_webhook_that_asks_for_ten_years_gets_the_horizon() {
    Instant inTenYears = NOW.plus(Duration.ofDays(3650));
    Duration horizon = new Backoff(Duration.ofSeconds(60), Duration.ofHours(11)).horizon(8);

    assertThat(after(1, retry(Certainty.FAILED, inTenYears))).isEqualTo(again(horizon));
  }

  @Test
  void what_the_webhook_asked_for_may_be_past() {
    assertThat(after(1, retry(Certainty.FAILED, Instant.EPOCH)))
        .isEqualTo(again(Duration.ofMinutes(1)));
  }

  @Test
  void a_call_that_could_not_be_made_is_deferred_after_the_backoff() {
    assertThat(deferred(0)).isEqualTo(putOff(Duration.ofMinutes(1)));
    assertThat(deferred(2)).isEqualTo(putOff(Duration.ofMinutes(16)));
  }

  @Test
  void a_deferral_uses_up_no_attempt_and_an_attempt_no_deferral() {
    Progress lastAttempt = new Progress.Counted(7, 0, 0);
    Progress lastDeferral = new Progress.Counted(0, 8, 0);

    assertThat(after(lastAttempt, new Outcome.InProgress(409, null)))
        .isEqualTo(putOff(Duration.ofMinutes(1)));
    assertThat(POLICY.deferred(lastAttempt, END, NOW, 0.5))
        .isEqualTo(putOff(Duration.ofMinutes(1)));
    assertThat(after(lastDeferral, retry(Certainty.FAILED, null)))
        .isEqualTo(again(Duration.ofMinutes(1)));
  }

  @Test
  void deferrals_end_after_the_eighth_for_a_reason_of_their_own() {
    assertThat(deferred(7)).isInstanceOf(NextStep.TryAgain.class);
    assertThat(deferred(8)).isEqualTo(new NextStep.Bury(DeadLetterReason.DEFERRED));
    assertThat(after(new Progress.Counted(0, 8, 0), new Outcome.InProgress(409, null)))
        .isEqualTo(new NextStep.Bury(DeadLetterReason.DEFERRED));
  }

  @Test
  void the_last_attempt_is_followed_by_a_death() {
    assertThat(after(7, retry(Certainty.UNKNOWN, null))).isInstanceOf(NextStep.TryAgain.class);
    assertThat(after(8, retry(Certainty.UNKNOWN, null)))
        .isEqualTo(new NextStep.Bury(DeadLetterReason.EXHAUSTED));
  }

  @Test
  void a_next_attempt_beyond_the_messages_end_is_a_death_now() {
    Instant end = NOW.plus(Duration.ofMinutes(1));
    Progress none = new Progress.Counted(0, 0, 0);

    assertThat(POLICY.after(none, retry(Certainty.FAILED, null), end, NOW, 0.5))
        .isEqualTo(new NextStep.Bury(DeadLetterReason.EXPIRED));
    assertThat(POLICY.after(none, retry(Certainty.FAILED, null), end.plusMillis(1), NOW, 0.5))
        .isEqualTo(again(Duration.ofMinutes(1)));
    assertThat(POLICY.deferred(none, end, NOW, 0.5))
        .isEqualTo(new NextStep.Bury(DeadLetterReason.EXPIRED));
  }

  @Test
  void without_the_ledger_no_number_ends_a_delivery_but_its_horizon_does() {
    Duration horizon = new Backoff(Duration.ofSeconds(60), Duration.ofHours(11)).longestHorizon(8);
    Progress early = new Progress.Uncounted(50, NOW.minus(horizon).plus(Duration.ofHours(11)));
    Progress late =
        new Progress.Uncounted(1, NOW.minus(horizon).plus(Duration.ofMinutes(1)).minusMillis(1));

    assertThat(POLICY.deadBefore(early, slot(NOW), END, NOW)).isEmpty();
    assertThat(after(early, retry(Certainty.FAILED, null))).isEqualTo(again(Duration.ofHours(11)));
    assertThat(after(early, new Outcome.InProgress(409, null)))
        .isEqualTo(putOff(Duration.ofHours(11)));
    assertThat(after(late, retry(Certainty.FAILED, null)))
        .isEqualTo(new NextStep.Bury(DeadLetterReason.EXHAUSTED));
    assertThat(after(late, new Outcome.InProgress(409, null)))
        .isEqualTo(new NextStep.Bury(DeadLetterReason.DEFERRED));
  }

  @Test
  void what_is_used_up_is_not_called_again() {
    assertThat(before(7, 8, 4)).isEmpty();
    assertThat(before(8, 0, 0)).contains(DeadLetterReason.EXHAUSTED);
    assertThat(before(0, 9, 0)).contains(DeadLetterReason.DEFERRED);
    assertThat(before(0, 0, 5)).contains(DeadLetterReason.CRASHED);
  }

  @Test
  void a_message_at_its_end_is_not_called() {
    Progress none = new Progress.Counted(0, 0, 0);

    assertThat(POLICY.deadBefore(none, slot(NOW), NOW, NOW)).contains(DeadLetterReason.EXPIRED);
    assertThat(POLICY.deadBefore(none, slot(NOW), NOW.plusMillis(1), NOW)).isEmpty();
  }

  @Test
  void a_manual_request_expires_after_its_notAfter() {
    assertThat(expired(POLICY, manual(NOW), NOW)).isEmpty();
    assertThat(expired(POLICY, manual(NOW), NOW.plusMillis(1))).contains(DeadLetterReason.EXPIRED);
    assertThat(expired(POLICY, manual(null), NOW)).isEmpty();
  }

  @Test
  void a_slot_expires_after_so_many_hours() {
    DeliveryPolicy policy = policy(WorkerParameters.DEFAULTS.with("SlotExpiry", "6"));
    Instant sixHoursOn = NOW.plus(Duration.ofHours(6));

    assertThat(expired(policy, slot(NOW), sixHoursOn)).isEmpty();
    assertThat(expired(policy, slot(NOW), sixHoursOn.plusMillis(1)))
        .contains(DeadLetterReason.EXPIRED);
    assertThat(expired(policy, manual(null), sixHoursOn.plusMillis(1))).isEmpty();
  }

  @Test
  void a_slot_never_expires_by_default() {
    assertThat(expired(POLICY, slot(Instant.EPOCH), NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
  void a_slot_at_the_end_of_time_can_be_judged(Instant slot) {
    DeliveryPolicy policy = policy(WorkerParameters.DEFAULTS.with("SlotExpiry", "8760"));

    assertThat(expired(policy, slot(slot), NOW).isPresent()).isEqualTo(slot.isBefore(NOW));
  }

  private static NextStep after(int attempt, Outcome outcome) {
    return after(new Progress.Counted(attempt - 1, 0, 0), outcome);
  }

  private static NextStep after(Progress progress, Outcome outcome) {
    return POLICY.after(progress, outcome, END, NOW, 0.5);
  }

  private static NextStep deferred(int deferrals) {
    return POLICY.deferred(new Progress.Counted(0, deferrals, 0), END, NOW, 0.5);
  }

  private static Optional<DeadLetterReason> before(int attempts, int deferrals, int lost) {
    return POLICY.deadBefore(new Progress.Counted(attempts, deferrals, lost), slot(NOW), END, NOW);
  }

  private static Optional<DeadLetterReason> expired(
      DeliveryPolicy policy, RefreshRequest request, Instant now) {
    return policy.deadBefore(new Progress.Counted(0, 0, 0), request, END, now);
  }

  private static NextStep again(Duration delay) {
    return new NextStep.TryAgain(delay, Cause.RETRY);
  }

  private static NextStep putOff(Duration delay) {
    return new NextStep.TryAgain(delay, Cause.DEFERRED);
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
