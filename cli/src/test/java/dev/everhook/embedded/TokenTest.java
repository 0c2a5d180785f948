package dev.everhook.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everhook.core.InvalidSettingsException;
import dev.everhook.worker.SecretUnreadableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
  @Test
  void the_environment_gives_token_and_signing_secrets() {
    Token token =
        Token.read(
            Token.Files.NONE,
            Map.of("EVERHOOK_AUTH_TOKEN", " abc\n", "EVERHOOK_SIGNING_SECRET", "whsec_QQ== Qg=="),
            false);

    assertThat(token.secrets().current().token()).isEqualTo("abc");
    assertThat(token.secrets().current().signingSecrets()).containsExactly("whsec_QQ==", "Qg==");
    assertThat(token.toString()).doesNotContain("abc", "QQ==");
  }

  @Test
  void a_token_changed_in_its_file_is_in_use_at_the_next_call(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    Token token = Token.read(new Token.Files(file, null), Map.of(), false);
    String version = token.secrets().current().version();

    Files.writeString(file, "second\n");

    assertThat(token.secrets().reread().token()).isEqualTo("second");
    assertThat(token.secrets().reread().version()).isNotEqualTo(version);
  }

  @Test
  void a_missing_token_is_an_error_that_names_both_ways_to_give_one() {
    assertThatThrownBy(
            () -> Token.read(Token.Files.NONE, Map.of("EVERHOOK_AUTH_TOKEN", " "), false))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("EVERHOOK_AUTH_TOKEN")
        .hasMessageContaining("--auth-token-file");
  }

  @Test
  void a_token_is_made_up_for_a_webhook_on_this_machine_alone() {
    Token token = Token.read(Token.Files.NONE, Map.of(), true);

    assertThat(token.secrets().current().token()).hasSizeGreaterThan(20);
    assertThat(token.origin()).contains("made up");
  }

  @Test
  void a_token_that_is_no_header_value_is_refused_without_being_shown() {
    assertThatThrownBy(
            () ->
                Token.read(
                    Token.Files.NONE, Map.of("EVERHOOK_AUTH_TOKEN", "two\nlines-secret"), false))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("EVERHOOK_AUTH_TOKEN: the token must be")
        .hasMessageNotContaining("lines-secret");
  }

  @Test
  void signing_secrets_in_a_file_are_separated_by_spaces_or_lines(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("signing"), "whsec_QQ== Qg==\n\nQw==\n");

    Token token = withSigningFile(file, Map.of());

    assertThat(token.secrets().current().signingSecrets())
        .containsExactly("whsec_QQ==", "Qg==", "Qw==");
    assertThat(token.toString()).doesNotContain("abc", "QQ==");
  }

  @Test
  void a_signing_secret_changed_in_its_file_is_in_use_at_the_next_call(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("signing"), "QQ==");
    Token token = withSigningFile(file, Map.of());
    String version = token.secrets().current().version();

    Files.writeString(file, "QQ== Qg==");

    assertThat(token.secrets().current().signingSecrets()).containsExactly("QQ==", "Qg==");
    assertThat(token.secrets().reread().version()).isNotEqualTo(version);
  }

  @Test
  void a_signing_file_that_becomes_empty_is_no_licence_to_call_unsigned(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("signing"), "QQ==");
    Token token = withSigningFile(file, Map.of());

    Files.writeString(file, "\n");

    assertThatThrownBy(() -> token.secrets().current())
        .isInstanceOf(SecretUnreadableException.class)
        .hasMessage("there is no signing secret in it");
  }

  @Test
  void signing_secrets_from_file_and_variable_at_once_are_an_error(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("signing"), "QQ==");

    assertThatThrownBy(() -> withSigningFile(file, Map.of("EVERHOOK_SIGNING_SECRET", "Qg==")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("--signing-secret-file: EVERHOOK_SIGNING_SECRET is set too");
  }

  @Test
  void a_signing_secret_of_no_use_is_refused_by_where_it_comes_from(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("signing"), "no-base-64!");

    assertThatThrownBy(() -> withSigningFile(file, Map.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("--signing-secret-file: a signing secret must be Base64, after whsec_");
    assertThatThrownBy(() -> withSigningFile(folder.resolve("none"), Map.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("--signing-secret-file: cannot read ");
    assertThatThrownBy(
            () -> withSigningFile(null, Map.of("EVERHOOK_SIGNING_SECRET", "no-base-64!")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageStartingWith("EVERHOOK_SIGNING_SECRET: a signing secret must be Base64");
  }

  private static Token withSigningFile(@Nullable Path file, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("EVERHOOK_AUTH_TOKEN", "abc");
    return Token.read(new Token.Files(null, file), all, false);
  }
}
