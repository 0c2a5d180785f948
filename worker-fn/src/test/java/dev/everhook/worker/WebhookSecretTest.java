package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {
  private static final String TOKEN = "token-4f9c0e7a";
  private static final String SIGNING = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLw/+";
  private static final WebhookSecret SECRET = new WebhookSecret(TOKEN, List.of(SIGNING), "v1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "two words",
        "token\r\nX-Injected: yes",
        "token\n",
        "\ttoken",
        "token\u0000",
        "tokén",
        "token\u007f",
        "token\u0085",
        "token\u2028",
      })
  void a_token_that_could_break_a_header_is_refused_without_a_quotation(String token) {
    assertThatExceptionOfType(SecretUnreadableException.class)
        .isThrownBy(() -> new WebhookSecret(token, List.of(), "v1"))
        .withMessageStartingWith("the token must be 1 to 4096 visible ASCII characters")
        .withNoCause();
  }

  @Test
  void a_token_of_4096_characters_is_the_longest() {
    assertThat(new WebhookSecret("x".repeat(4096), List.of(), "v1").token()).hasSize(4096);
    assertThatExceptionOfType(SecretUnreadableException.class)
        .isThrownBy(() -> new WebhookSecret("x".repeat(4097), List.of(), "v1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "whsec_not base64!", "whsec_a", "hunter2-hunter2"})
  void a_signing_secret_that_is_no_base64_is_refused_without_a_quotation(String signingSecret) {
    assertThatExceptionOfType(SecretUnreadableException.class)
        .isThrownBy(() -> new WebhookSecret(TOKEN, List.of(signingSecret), "v1"))
        .withMessage("a signing secret must be Base64, after whsec_")
        .withNoCause();
  }

  @Test
  void its_text_shows_nothing_of_it() {
    assertThat(SECRET).hasToString("WebhookSecret[hidden]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TOKEN,
        SIGNING,
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLw/+",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLw\\/+",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLw\\/+",
      })
  void a_secret_in_a_text_is_redacted_wherever_it_stands(String secret) {
    assertThat(SECRET.redact("{\"a\":\"Bearer " + secret + "\"," + secret + "}"))
        .isEqualTo("{\"a\":\"Bearer [redacted]\",[redacted]}");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 13})
  void a_secret_at_which_a_text_breaks_off_is_redacted(int length) {
    assertThat(SECRET.redact("Bearer " + TOKEN.substring(0, length)))
        .isEqualTo("Bearer [redacted]");
  }

  @Test
  void any_other_text_stays_as_it_is() {
    assertThat(SECRET.redact("no token here")).isEqualTo("no token here");
  }
}
