package dev.everhook.worker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.Json;
import dev.everhook.core.JsonField;
import dev.everhook.core.aws.AwsCallException;
import dev.everhook.core.aws.AwsService;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The secret in AWS Secrets Manager: a JSON object with {@code token}, and {@code signingSecret}
 * where calls are signed (two, separated by a space, during a rotation).
 *
 * <ul>
 *   <li>It is kept for five minutes, then read again; all who ask meanwhile share that read.
 *   <li>Where the service cannot be reached, fails (5xx) or throttles, the kept one is used on, for
 *       at most 24 hours after it was read, and the service is asked again after 30 seconds at the
 *       earliest. With none to use on, it is asked each time.
 *   <li>Where the service refuses (access denied, no such secret) or the secret is unusable, that
 *       is a fault to mend, and the kept one does not hide it.
 *   <li>{@link #reread} always asks, and never gives the kept one.
 * </ul>
 */
public final class SecretsManagerSource implements SecretSource {
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration USED_ON = Duration.ofHours(24);
  private static final Duration ASKED_AGAIN = Duration.ofSeconds(30);

  private final AwsService secretsManager;
  private final String secretArn;
  private final InstantSource clock;
  private final SingleFlight<WebhookSecret> renewal = new SingleFlight<>();
  private volatile @Nullable Cached cached;

  /** Used without asking until {@code askAt}. */
  private record Cached(WebhookSecret secret, Instant readAt, Instant askAt) {}

  /**
   * @param secretsManager the service
   * @param secretArn the secret's ARN
   * @param clock tells how old the cached secret is
   */
  public SecretsManagerSource(AwsService secretsManager, String secretArn, InstantSource clock) {
    this.secretsManager = secretsManager;
    this.secretArn = secretArn;
    this.clock = clock;
  }

  @Override
  public WebhookSecret current() {
    WebhookSecret known = fresh();
    return known != null ? known : renewal.get(this::renewed);
  }

  @Override
  public WebhookSecret reread() {
    try {
      return read();
    } catch (AwsCallException e) {
      throw unreadable(e);
    }
  }

  private @Nullable WebhookSecret fresh() {
    Cached known = cached;
    return known != null && clock.instant().isBefore(known.askAt) ? known.secret : null;
  }

  private WebhookSecret renewed() {
    // Somebody may have renewed it since this thread looked.
    WebhookSecret known = fresh();
    if (known != null) {
      return known;
    }
    try {
      return read();
    } catch (AwsCallException e) {
      WebhookSecret usedOn = e.isTransient() ? usedOn() : null;
      if (usedOn != null) {
        return usedOn;
      }
      throw unreadable(e);
    }
  }

  private WebhookSecret read() {
    String answer =
        secretsManager.call(
            "GetSecretValue",
            json -> {
              json.writeStartObject();
              json.writeStringField("SecretId", secretArn);
              json.writeEndObject();
            });
    try {
      return kept(parse(answer));
    } catch (SecretUnreadableException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  private synchronized WebhookSecret kept(WebhookSecret secret) {
    Instant now = clock.instant();
    cached = new Cached(secret, now, now.plus(KEPT));
    return secret;
  }

  private synchronized @Nullable WebhookSecret usedOn() {
    Cached known = cached;
    if (known == null) {
      return null;
    }
    Instant now = clock.instant();
    Instant end = known.readAt.plus(USED_ON);
    if (!now.isBefore(end)) {
      return null;
    }
    Instant askAt = now.plus(ASKED_AGAIN);
    cached = new Cached(known.secret, known.readAt, askAt.isBefore(end) ? askAt : end);
    return known.secret;
  }

  private SecretUnreadableException unreadable(AwsCallException e) {
    return unreadable("cannot be read (" + e.code() + ")");
  }

  private SecretUnreadableException unreadable(String problem) {
    return new SecretUnreadableException("SecretArn " + secretArn + ": " + problem);
  }

  private static WebhookSecret parse(String answer) {
    Map<String, JsonField> stored = fields(answer);
    Map<String, JsonField> fields = fields(text(stored, "SecretString"));
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
      return new WebhookSecret(token.string(), signingSecrets, text(stored, "VersionId"));
    } catch (InvalidRequestException e) {
      throw new SecretUnreadableException(String.valueOf(e.getMessage()));
    }
  }

  private static String text(Map<String, JsonField> fields, String name) {
    JsonField field = fields.get(name);
    return field == null || field.text() == null ? "" : field.text();
  }

  private static Map<String, JsonField> fields(String json) {
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        return Json.fields(parser, json);
      }
    } catch (IOException e) {
      // Said below, without the cause, whose text may quote the secret.
    }
    throw new SecretUnreadableException("must be a JSON object with the field 'token'");
  }
}
