package dev.everhook.embedded;

import dev.everhook.core.InvalidSettingsException;
import dev.everhook.worker.SecretSource;
import dev.everhook.worker.SecretUnreadableException;
import dev.everhook.worker.WebhookSecret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token of an embedded run with its signing secrets, and where it comes from: a file named on
 * the command line, or an environment variable. Never a value on the command line, which every user
 * of the machine can read.
 *
 * @param origin where the token comes from, for a person
 */
record Token(SecretSource secrets, String origin) {
  /** The environment variable with the token. */
  static final String VARIABLE = "EVERHOOK_AUTH_TOKEN";

  /** The environment variable with the signing secrets, separated by white space. */
  static final String SIGNING_VARIABLE = "EVERHOOK_SIGNING_SECRET";

  private static final String OPTION = "--auth-token-file";
  private static final String SIGNING_OPTION = "--signing-secret-file";

  /**
   * The files named on the command line.
   *
   * @param token goes before the environment variable; null for none
   * @param signingSecrets separated by white space; null for none
   */
  record Files(@Nullable Path token, @Nullable Path signingSecrets) {
    static final Files NONE = new Files(null, null);
  }

  /**
   * @param mayGenerate whether a token of no meaning will do, since the webhook is on this machine
   * @throws InvalidSettingsException if there is no token, naming both ways to give one, or what is
   *     given is of no use
   */
  static Token read(Files files, Map<String, String> environment, boolean mayGenerate) {
    String variable = environment.getOrDefault(VARIABLE, "").strip();
    SecretText signing = signingSecrets(files, environment);
    if (files.token != null) {
      return of(SecretText.inFile(OPTION, files.token), signing, files.token.toString());
    }
    if (!variable.isEmpty()) {
      return of(SecretText.fixed(VARIABLE, variable), signing, VARIABLE);
    }
    if (mayGenerate) {
      return of(
          SecretText.fixed(VARIABLE, generated()),
          signing,
          "made up for this run, since " + VARIABLE + " is not set");
    }
    throw new InvalidSettingsException(
        List.of(
            VARIABLE
                + ": is missing; the webhook's token must be in this environment variable,"
                + " or in a file named by "
                + OPTION));
  }

  private static @Nullable SecretText signingSecrets(Files files, Map<String, String> environment) {
    String variable = environment.getOrDefault(SIGNING_VARIABLE, "").strip();
    if (files.signingSecrets == null) {
      return variable.isEmpty() ? null : SecretText.fixed(SIGNING_VARIABLE, variable);
    }
    if (!variable.isEmpty()) {
      throw new InvalidSettingsException(
          List.of(
              SIGNING_OPTION + ": " + SIGNING_VARIABLE + " is set too; give the one or the other"));
    }
    return SecretText.inFile(SIGNING_OPTION, files.signingSecrets);
  }

  private static String generated() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static Token of(SecretText token, @Nullable SecretText signing, String origin) {
    Texts texts = new Texts(token, signing);
    if (signing != null) {
      check(signing, () -> new WebhookSecret("any", texts.signingSecrets(), ""));
    }
    check(token, texts::current);
    return new Token(texts, origin);
  }

  private static void check(SecretText text, Supplier<WebhookSecret> reading) {
    try {
      var _ = reading.get();
    } catch (SecretUnreadableException e) {
      throw new InvalidSettingsException(List.of(text.origin() + ": " + e.getMessage()));
    }
  }

  /** Nothing is cached: a text that does not change is there anyway, and a file may change. */
  private record Texts(SecretText token, @Nullable SecretText signing) implements SecretSource {
    @Override
    public WebhookSecret current() {
      String text = token.read();
      List<String> secrets = signingSecrets();
      return new WebhookSecret(
          text, secrets, Integer.toHexString(31 * text.hashCode() + secrets.hashCode()));
    }

    /** A file without any is being written, or a mistake; calls must not go unsigned for it. */
    private List<String> signingSecrets() {
      if (signing == null) {
        return List.of();
      }
      String text = signing.read();
      if (text.isEmpty()) {
        throw new SecretUnreadableException("there is no signing secret in it");
      }
      return Arrays.asList(text.split("\\s+"));
    }

    @Override
    public WebhookSecret reread() {
      return current();
    }
  }
}
