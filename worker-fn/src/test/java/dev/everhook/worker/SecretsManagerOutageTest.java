package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everhook.core.SettableClock;
import dev.everhook.core.aws.AwsCallException;
import dev.everhook.core.aws.AwsErrorException;
import dev.everhook.core.aws.AwsUnansweredException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A secret that was read once, when Secrets Manager does not give it any more. */
class SecretsManagerOutageTest {
  private static final String ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:webhook";
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration USED_ON = Duration.ofHours(24);

  private final SettableClock clock = new SettableClock();
  private final StoredSecret stored = new StoredSecret(ARN);
  private final SecretsManagerSource source = new SecretsManagerSource(stored, ARN, clock);

  static Stream<AwsCallException> faultsOfTheService() {
    return Stream.of(
        noNetwork(),
        answer(400, "ThrottlingException"),
        answer(500, "InternalServiceError"),
        answer(503, ""),
        answer(429, ""));
  }

  static Stream<AwsCallException> faultsToMend() {
    return Stream.of(
        StoredSecret.notFound(),
        answer(400, "DecryptionFailure"),
        answer(400, "AccessDeniedException"),
        answer(403, ""));
  }

  private static AwsCallException noNetwork() {
    return new AwsUnansweredException(new ConnectException("no network"));
  }

  private static AwsCallException answer(int status, String code) {
    return AwsErrorException.of(
        status, "{\"__type\":\"%s\",\"message\":\"as it says\"}".formatted(code));
  }

  @BeforeEach
  void readOnce() {
    stored.put("v1", "{\"token\":\"token-1\"}");
    source.current();
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheService")
  void the_secret_is_used_on_while_the_service_is_at_fault(AwsCallException fault) {
    stored.fail(fault);
    clock.advance(KEPT);

    assertThat(source.current().token()).isEqualTo("token-1");
    assertThat(stored.reads()).isEqualTo(2);
  }

  @Test
  void the_service_is_asked_again_after_30_seconds_at_the_earliest() {
    stored.fail(noNetwork());
    clock.advance(KEPT);
    source.current();

    clock.advance(Duration.ofSeconds(30).minusMillis(1));
    source.current();
    assertThat(stored.reads()).isEqualTo(2);

    clock.advance(Duration.ofMillis(1));
    assertThat(source.current().token()).isEqualTo("token-1");
    assertThat(source.current().token()).isEqualTo("token-1");
    assertThat(stored.reads()).isEqualTo(3);
  }

  @Test
  void once_the_service_answers_its_secret_is_kept_as_ever() {
    stored.fail(noNetwork());
    clock.advance(KEPT);
    source.current();
    stored.put("v2", "{\"token\":\"token-2\"}");

    clock.advance(Duration.ofSeconds(30));
    assertThat(source.current().token()).isEqualTo("token-2");

    clock.advance(KEPT.minusMillis(1));
    assertThat(source.current().token()).isEqualTo("token-2");
    assertThat(stored.reads()).isEqualTo(3);
  }

  @Test
  void the_secret_is_used_on_for_24_hours_after_it_was_read_and_no_longer() {
    stored.fail(noNetwork());
    clock.advance(USED_ON.minusMillis(1));
    assertThat(source.current().token()).isEqualTo("token-1");

    clock.advance(Duration.ofMillis(1));
    assertThatExceptionOfType(SecretUnreadableException.class)
        .isThrownBy(source::current)
        .withMessage("SecretArn " + ARN + ": cannot be read (no answer)");
  }

  @Test
  void with_no_secret_to_use_on_the_service_is_asked_each_time() {
    stored.fail(noNetwork());
    clock.advance(USED_ON);

    assertThatExceptionOfType(SecretUnreadableException.class).isThrownBy(source::current);
    assertThatExceptionOfType(SecretUnreadableException.class).isThrownBy(source::current);
    assertThat(stored.reads()).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("faultsToMend")
  void a_refusal_is_a_fault_to_mend_and_not_hidden(AwsCallException fault) {
    stored.fail(fault);
    clock.advance(KEPT);

    assertThatExceptionOfType(SecretUnreadableException.class)
        .isThrownBy(source::current)
        .withMessage("SecretArn " + ARN + ": cannot be read (" + fault.code() + ")")
        .withNoCause();
    assertThatExceptionOfType(SecretUnreadableException.class).isThrownBy(source::current);
    assertThat(stored.reads()).isEqualTo(3);
  }

  @Test
  void a_secret_that_became_unusable_is_a_fault_to_mend_and_not_hidden() {
    stored.put("v2", "{}");
    clock.advance(KEPT);

    assertThatExceptionOfType(SecretUnreadableException.class)
        .isThrownBy(source::current)
        .withMessage("SecretArn " + ARN + ": has no field 'token'; fill it");
  }

  @Test
  void to_read_again_always_asks_and_never_gives_the_kept_secret() {
    stored.fail(noNetwork());
    clock.advance(KEPT);
    source.current();

    assertThatExceptionOfType(SecretUnreadableException.class)
        .isThrownBy(source::reread)
        .withMessage("SecretArn " + ARN + ": cannot be read (no answer)");
    assertThat(stored.reads()).isEqualTo(3);
    assertThat(source.current().token()).isEqualTo("token-1");

    stored.put("v2", "{\"token\":\"token-2\"}");
    assertThat(source.reread().token()).isEqualTo("token-2");
    assertThat(source.current().token()).isEqualTo("token-2");
  }
}
