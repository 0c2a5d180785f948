package dev.everhook.embedded;

import dev.everhook.core.InvalidSettingsException;
import dev.everhook.worker.SecretSource;
import dev.everhook.worker.SecretUnreadableException;
import dev.everhook.worker.WebhookSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The token of an embedded run, and where it comes from: {@code --auth-token-file}, or the
 * environment variable {@value #VARIABLE}. Never a value on the command line, which every user of
 * the machine can read.
 *
 * @param origin where it comes from, for a person
 */
record Token(SecretSource secrets, String origin) {
  /** The environment variable with the token. */
  static final String VARIABLE = "EVERHOOK_AUTH_TOKEN";

  /** The environment variable with the signing secrets, separated by a space. */
  static final String SIGNING_VARIABLE = "EVERHOOK_SIGNING_SECRET";

  /**
   * @param file the file named on the command line; null for none
   * @param mayGenerate whether a token of no meaning will do, since the webhook is on this machine
   * @throws InvalidSettingsException if there is no token, naming both ways to give one
   */
  static Token read(@Nullable Path file, Map<String, String> environment, boolean mayGenerate) {
    List<String> signing = signingSecrets(environment);
    String variable = environment.get(VARIABLE);
    try {
      if (file != null) {
        FileSource source = new FileSource(file, signing);
        source.current();
        return new Token(source, file.toString());
      }
      if (variable != null && !variable.isBlank()) {
        return new Token(new Fixed(new WebhookSecret(variable.strip(), signing, "1")), VARIABLE);
      }
      if (mayGenerate) {
        return new Token(
            new Fixed(new WebhookSecret(generated(), signing, "1")),
            "made up for this run, since " + VARIABLE + " is not set");
      }
    } catch (SecretUnreadableException e) {
      String origin = file == null ? VARIABLE : "--auth-token-file";
      throw new InvalidSettingsException(List.of(origin + ": " + e.getMessage()));
    }
    throw new InvalidSettingsException(
        List.of(
            VARIABLE
                + ": is missing; the webhook's token must be in this environment variable,"
                + " or in a file named by --auth-token-file"));
  }

  private static List<String> signingSecrets(Map<String, String> environment) {
    String secrets = environment.getOrDefault(SIGNING_VARIABLE, "").strip();
    return secrets.isEmpty() ? List.of() : Arrays.asList(secrets.split("\\s+"));
  }

  private static String generated() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private record Fixed(WebhookSecret current) implements SecretSource {
    @Override
    public WebhookSecret reread() {
      return current;
    }
  }

  /**
   * Reads the file each time: it is small, and a token that was changed there is in use at once.
   */
  private record FileSource(Path file, List<String> signing) implements SecretSource {
    @Override
    public WebhookSecret current() {
      try {
        String token = Files.readString(file).strip();
        return new WebhookSecret(token, signing, Integer.toHexString(token.hashCode()));
      } catch (IOException e) {
        throw new SecretUnreadableException(
            "cannot read " + file + ": " + e.getClass().getSimpleName());
      }
    }

    @Override
    public WebhookSecret reread() {
      return current();
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }
}
