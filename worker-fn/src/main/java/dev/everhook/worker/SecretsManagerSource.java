package dev.everhook.worker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.Json;
import dev.everhook.core.JsonField;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * The secret in AWS Secrets Manager: a JSON object with {@code token}, and {@code signingSecret}
 * where calls are signed (two, separated by a space, during a rotation). Kept for five minutes.
 */
public final class SecretsManagerSource implements SecretSource {
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final SecretsManagerClient client;
  private final String secretArn;
  private final InstantSource clock;
  private volatile @Nullable Cached cached;

  private record Cached(WebhookSecret secret, Instant readAt) {}

  /**
   * @param client the client, which stays the caller's to close
   * @param secretArn the secret's ARN
   * @param clock tells how old the cached secret is
   */
  public SecretsManagerSource(SecretsManagerClient client, String secretArn, InstantSource clock) {
    this.client = client;
    this.secretArn = secretArn;
    this.clock = clock;
  }

  @Override
  public WebhookSecret current() {
    Cached known = cached;
    return known != null && clock.instant().isBefore(known.readAt.plus(KEPT))
        ? known.secret
        : reread();
  }

  @Override
  public WebhookSecret reread() {
    try {
      WebhookSecret secret = parse(client.getSecretValue(call -> call.secretId(secretArn)));
      cached = new Cached(secret, clock.instant());
      return secret;
    } catch (SdkException e) {
      throw unreadable("cannot be read (" + e.getClass().getSimpleName() + ")");
    } catch (SecretUnreadableException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  private SecretUnreadableException unreadable(String problem) {
    return new SecretUnreadableException("SecretArn " + secretArn + ": " + problem);
  }

  private static WebhookSecret parse(GetSecretValueResponse answer) {
    Map<String, JsonField> fields = fields(answer.secretString());
    try {
      JsonField token = fields.get("token");
      if (token == null) {
        throw new SecretUnreadableException("has no field 'token'; fill it");
      }
      JsonField signing = fields.get("signingSecret");
      List<String> signingSecrets =
          signing == null || signing.isNull() || signing.string().isBlank()
              ? List.of()
              : Arrays.asList(signing.string().strip().split("\\s+"));
      return new WebhookSecret(token.string(), signingSecrets, answer.versionId());
    } catch (InvalidRequestException e) {
      throw new SecretUnreadableException(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, JsonField> fields(@Nullable String json) {
    if (json != null) {
      try (JsonParser parser = Json.FACTORY.createParser(json)) {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          return Json.fields(parser, json);
        }
      } catch (IOException e) {
        // Said below, without the cause, whose text may quote the secret.
      }
    }
    throw new SecretUnreadableException("must be a JSON object with the field 'token'");
  }
}
