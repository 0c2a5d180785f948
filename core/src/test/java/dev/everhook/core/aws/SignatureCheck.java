package dev.everhook.core.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4 as AWS checks it, from the bytes that came.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">how it is
 *     made</a>
 */
final class SignatureCheck {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/([^,]+), SignedHeaders=([^,]+), Signature=(\\w+)");

  private SignatureCheck() {}

  /** What is wrong with a request; empty if nothing is. */
  static String problem(
      HttpExchange request, byte[] body, String keyId, String secret, String scope) {
    String header = request.getRequestHeaders().getFirst("Authorization");
    Matcher parts = AUTHORIZATION.matcher(header == null ? "" : header);
    if (!parts.matches()) {
      return "no signature: " + header;
    }
    String date = request.getRequestHeaders().getFirst("X-Amz-Date");
    String wanted = date.substring(0, 8) + "/" + scope + "/aws4_request";
    if (!parts.group(1).equals(keyId) || !parts.group(2).equals(wanted)) {
      return "scope " + parts.group(1) + "/" + parts.group(2);
    }
    List<String> signed = Arrays.asList(parts.group(3).split(";"));
    if (!signed.containsAll(List.of("host", "x-amz-date", "x-amz-target"))) {
      return "not signed: " + signed;
    }
    try {
      return parts.group(4).equals(signature(request, body, signed, date, wanted, secret))
          ? ""
          : "wrong signature";
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signature(
      HttpExchange request,
      byte[] body,
      List<String> signed,
      String date,
      String scope,
      String secret)
      throws GeneralSecurityException, IOException {
    String headers =
        signed.stream()
            .map(name -> name + ":" + request.getRequestHeaders().getFirst(name).strip() + "\n")
            .collect(Collectors.joining());
    String canonical =
        String.join(
            "\n",
            request.getRequestMethod(),
            request.getRequestURI().getRawPath(),
            "",
            headers,
            String.join(";", signed),
            sha256(body));
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            date,
            scope,
            sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, toSign));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
