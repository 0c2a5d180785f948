package dev.everhook.worker;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The token and the signing secrets, at one version. Its text never shows them.
 *
 * @param token the Bearer token
 * @param signingSecrets each in the form of Standard Webhooks, {@code whsec_} and Base64: none,
 *     one, or two during a rotation
 * @param version tells a changed secret from the same one
 */
public record WebhookSecret(String token, List<String> signingSecrets, String version) {
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{1,4096}");
  private static final String PREFIX = "whsec_";
  private static final int SHORTEST_TO_REDACT = 4;
  private static final int SHORTEST_CUT_TO_REDACT = 8;
  private static final String REDACTED = "[redacted]";

  /**
   * @throws SecretUnreadableException if the token has other than visible ASCII characters, or a
   *     signing secret is not Base64
   */
  public WebhookSecret {
    if (!TOKEN.matcher(token).matches()) {
      throw new SecretUnreadableException(
          "the token must be 1 to 4096 visible ASCII characters, without spaces or line breaks");
    }
    signingSecrets = List.copyOf(signingSecrets);
    signingSecrets.forEach(WebhookSecret::key);
  }

  /** The keys to sign with, one for each signing secret. */
  List<byte[]> signingKeys() {
    return signingSecrets.stream().map(WebhookSecret::key).toList();
  }

  private static byte[] key(String signingSecret) {
    try {
      byte[] key = Base64.getDecoder().decode(withoutPrefix(signingSecret));
      if (key.length > 0) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the cause, whose text may quote the secret.
    }
    throw new SecretUnreadableException("a signing secret must be Base64, after whsec_");
  }

  private static String withoutPrefix(String secret) {
    return secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
  }

  /**
   * Returns {@code text} without any secret that stands in it: as it is, as JSON may write it, or
   * cut off where the text ends.
   */
  String redact(String text) {
    String redacted = text;
    List<String> writings = writings();
    for (String writing : writings) {
      redacted = redacted.replace(writing, REDACTED);
    }
    for (String writing : writings) {
      redacted = withoutCut(redacted, writing);
    }
    return redacted;
  }

  private List<String> writings() {
    return Stream.concat(signingSecrets.stream(), Stream.of(token))
        .flatMap(secret -> Stream.of(secret, withoutPrefix(secret)))
        .flatMap(secret -> Stream.of(secret, secret.replace("/", "\\/")))
        .filter(secret -> secret.length() >= SHORTEST_TO_REDACT)
        .toList();
  }

  private static String withoutCut(String text, String secret) {
    for (int length = secret.length() - 1; length >= SHORTEST_CUT_TO_REDACT; length--) {
      int start = text.length() - length;
      if (start >= 0 && text.startsWith(secret.substring(0, length), start)) {
        return text.substring(0, start) + REDACTED;
      }
    }
    return text;
  }

  @Override
  public String toString() {
    return "WebhookSecret[hidden]";
  }
}
