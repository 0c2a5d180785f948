package dev.everhook.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everhook.core.InvalidSettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
  @Test
  void the_environment_gives_token_and_signing_secrets() {
    Token token =
        Token.read(
            null,
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
    Token token = Token.read(file, Map.of(), false);
    String version = token.secrets().current().version();

    Files.writeString(file, "second\n");

    assertThat(token.secrets().reread().token()).isEqualTo("second");
    assertThat(token.secrets().reread().version()).isNotEqualTo(version);
  }

  @Test
  void a_missing_token_is_an_error_that_names_both_ways_to_give_one() {
    assertThatThrownBy(() -> Token.read(null, Map.of("EVERHOOK_AUTH_TOKEN", " "), false))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("EVERHOOK_AUTH_TOKEN")
        .hasMessageContaining("--auth-token-file");
  }

  @Test
  void a_token_is_made_up_for_a_webhook_on_this_machine_alone() {
    Token token = Token.read(null, Map.of(), true);

    assertThat(token.secrets().current().token()).hasSizeGreaterThan(20);
    assertThat(token.origin()).contains("made up");
  }

  @Test
  void a_token_that_is_no_header_value_is_refused_without_being_shown() {
    assertThatThrownBy(
            () -> Token.read(null, Map.of("EVERHOOK_AUTH_TOKEN", "two\nlines-secret"), false))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("EVERHOOK_AUTH_TOKEN: the token must be")
        .hasMessageNotContaining("lines-secret");
  }
}
