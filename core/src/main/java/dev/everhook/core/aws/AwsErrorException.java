package dev.everhook.core.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.Json;
import dev.everhook.core.JsonField;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * The service answered with an error.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">how errors look</a>
 */
public final class AwsErrorException extends AwsCallException {
  private static final long serialVersionUID = 1L;

  /** What throttles by another name than that of the rest, which begins so. */
  private static final String THROTTLING = "Throttl";

  private static final Set<String> NOT_NOW =
      Set.of(
          "ProvisionedThroughputExceededException",
          "RequestLimitExceeded",
          "RequestThrottled",
          "RequestThrottledException",
          "SlowDown",
          "TooManyRequestsException",
          "TransactionInProgressException");

  private final int status;
  private final String code;
  private final String body;

  private AwsErrorException(int status, String code, String message, String body) {
    super(message.isEmpty() ? code : code + ": " + message);
    this.status = status;
    this.code = code;
    this.body = body;
  }

  /**
   * Reads an answer.
   *
   * @param status its status
   * @param body its body, whatever it is
   */
  public static AwsErrorException of(int status, String body) {
    Map<String, JsonField> fields = fields(body);
    String type = text(fields, "__type");
    String message = text(fields, fields.containsKey("message") ? "message" : "Message");
    String code = type.substring(type.indexOf('#') + 1);
    return new AwsErrorException(status, code.isEmpty() ? "status " + status : code, message, body);
  }

  private static Map<String, JsonField> fields(String body) {
    try (JsonParser parser = Json.FACTORY.createParser(body)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? Json.fields(parser, body) : Map.of();
    } catch (IOException e) {
      // A proxy's page: the status says enough.
      return Map.of();
    }
  }

  private static String text(Map<String, JsonField> fields, String name) {
    JsonField field = fields.get(name);
    return field == null || field.text() == null ? "" : field.text();
  }

  /** The error's name, without its namespace; {@code status 500} where it has none. */
  @Override
  public String code() {
    return code;
  }

  /** The whole answer: some errors say more than why. */
  public String body() {
    return body;
  }

  @Override
  public boolean isTransient() {
    return status < 400
        || status == 408
        || status == 429
        || status >= 500
        || code.startsWith(THROTTLING)
        || NOT_NOW.contains(code);
  }
}
