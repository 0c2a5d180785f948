package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everhook.core.SettableClock;
import dev.everhook.core.aws.AwsUnansweredException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsManagerSourceTest {
  private static final String ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:webhook";
  private static final String SIGNING = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OLD_SIGNING = "whsec_QWxsIGdvb2QgdGhpbmdzIGNvbWUgdG8gYW4gZW5k";

  private final SettableClock clock = new SettableClock();
  private final StoredSecret stored = new StoredSecret(ARN);
  private final SecretsManagerSource source = new SecretsManagerSource(stored, ARN, clock);

  @Test
  void token_and_version_are_read() {
    stored.put("v1", "{\"token\":\"token-1\"}");

    assertThat(source.current().token()).isEqualTo("token-1");
    assertThat(source.current().version()).isEqualTo("v1");
    assertThat(source.current().signingSecrets()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"token\":\"t\",\"signingSecret\":null}",
        "{\"token\":\"t\",\"signingSecret\":\"\"}",
        "{\"token\":\"t\",\"signingSecret\":\" \"}",
      })
  void no_signing_secret_is_none(String secret) {
    stored.put("v1", secret);

    assertThat(source.current().signingSecrets()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s %s", " %s  %s ", "%s\\n%s"})
  void a_rotation_has_two_signing_secrets(String together) {
    stored.put(
        "v1",
        "{\"signingSecret\":\"" + together.formatted(SIGNING, OLD_SIGNING) + "\",\"token\":\"t\"}");

    assertThat(source.current().signingSecrets()).containsExactly(SIGNING, OLD_SIGNING);
  }

  @Test
  void fields_of_others_are_passed_over() {
    stored.put("v1", "{\"note\":{\"token\":\"no\"},\"token\":\"yes\",\"list\":[1,2]}");

    assertThat(source.current().token()).isEqualTo("yes");
  }

  @Test
  void a_secret_is_kept_for_five_minutes() {
    stored.put("v1", "{\"token\":\"token-1\"}");
    source.current();
    stored.put("v2", "{\"token\":\"token-2\"}");

    clock.advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(source.current().token()).isEqualTo("token-1");
    assertThat(stored.reads()).isOne();

    clock.advance(Duration.ofMillis(1));
    assertThat(source.current().token()).isEqualTo("token-2");
    assertThat(source.current().token()).isEqualTo("token-2");
    assertThat(stored.reads()).isEqualTo(2);
  }

  @Test
  void a_secret_that_is_read_again_replaces_the_kept_one() {
    stored.put("v1", "{\"token\":\"token-1\"}");
    source.current();
    stored.put("v2", "{\"token\":\"token-2\"}");

    assertThat(source.reread().token()).isEqualTo("token-2");
    assertThat(source.current().token()).isEqualTo("token-2");
    assertThat(stored.reads()).isEqualTo(2);
  }

  @Test
  void a_secret_that_could_not_be_read_is_read_again_the_next_time() {
    stored.fail(new AwsUnansweredException(new IOException("no network")));
    assertThatExceptionOfType(SecretUnreadableException.class).isThrownBy(source::current);

    stored.put("v1", "{\"token\":\"token-1\"}");
    assertThat(source.current().token()).isEqualTo("token-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                        | has no field 'token'; fill it",
        "{\"Token\":\"hunter2\"}                   | has no field 'token'; fill it",
        "{\"token\":null}                          | token: must be a string",
        "{\"token\":98765432}                      | token: must be a string",
        "{\"token\":{\"value\":\"hunter2\"}}       | token: must be a string",
        "{\"token\":\"\"}                          | the token must be 1 to 4096 visible ASCII",
        "{\"token\":\"hunter2\\n\"}                | the token must be 1 to 4096 visible ASCII",
        "{\"token\":\"t\",\"signingSecret\":7}     | signingSecret: must be a string",
        "{\"token\":\"t\",\"signingSecret\":\"hunter2!\"} | a signing secret must be Base64",
        "hunter2                                   | must be a JSON object with the field 'token'",
        "\"hunter2\"                               | must be a JSON object with the field 'token'",
        "[\"hunter2\"]                             | must be a JSON object with the field 'token'",
        "{\"token\":\"hunter2                      | must be a JSON object with the field 'token'",
        "{\"token\":hunter2}                       | must be a JSON object with the field 'token'",
        "{\"token\":\"hunter2\\q\"}                | must be a JSON object with the field 'token'",
        "''                                        | must be a JSON object with the field 'token'",
      })
  void a_secret_that_cannot_be_used_says_what_to_mend_and_never_what_it_holds(
      String secret, String problem) {
    stored.put("v1", secret);

    assertThatExceptionOfType(SecretUnreadableException.class)
        .isThrownBy(source::current)
        .withMessageStartingWith("SecretArn " + ARN + ": " + problem)
        .withNoCause()
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2", "98765432"));
  }

  @Test
  void a_secret_of_bytes_is_no_json() {
    stored.put("v1", null);

    assertThatExceptionOfType(SecretUnreadableException.class)
        .isThrownBy(source::current)
        .withMessageContaining("must be a JSON object");
  }

  @Test
  void a_secret_that_is_not_there_is_named() {
    stored.fail(StoredSecret.notFound());

    assertThatExceptionOfType(SecretUnreadableException.class)
        .isThrownBy(source::current)
        .withMessage("SecretArn " + ARN + ": cannot be read (ResourceNotFoundException)");
  }
}
