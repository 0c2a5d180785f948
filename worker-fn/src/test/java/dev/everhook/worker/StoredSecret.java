package dev.everhook.worker;

import com.fasterxml.jackson.core.JsonParser;
import dev.everhook.core.Json;
import dev.everhook.core.JsonContent;
import dev.everhook.core.aws.AwsCallException;
import dev.everhook.core.aws.AwsErrorException;
import dev.everhook.core.aws.AwsService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Secrets Manager, with one secret in it. */
final class StoredSecret implements AwsService {
  private final String arn;
  private final AtomicInteger reads = new AtomicInteger();
  private volatile String value = "{}";
  private volatile @Nullable AwsCallException failure;
  private volatile Runnable onRead = () -> {};

  StoredSecret(String arn) {
    this.arn = arn;
  }

  /** Stores a version of the secret; null for one that is no text. */
  void put(String version, @Nullable String text) {
    value =
        Json.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("ARN", arn);
              json.writeStringField("VersionId", version);
              if (text != null) {
                json.writeStringField("SecretString", text);
              }
              json.writeEndObject();
            });
    failure = null;
  }

  void fail(AwsCallException with) {
    failure = with;
  }

  /** An answer that there is no such secret. */
  static AwsCallException notFound() {
    return AwsErrorException.of(
        400, "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"not found\"}");
  }

  /** Runs this within each read. */
  void onRead(Runnable action) {
    onRead = action;
  }

  int reads() {
    return reads.get();
  }

  @Override
  public String call(String operation, JsonContent request) {
    reads.incrementAndGet();
    onRead.run();
    if (!operation.equals("GetSecretValue") || !arn.equals(secretId(Json.write(request)))) {
      throw notFound();
    }
    AwsCallException fault = failure;
    if (fault != null) {
      throw fault;
    }
    return value;
  }

  private static @Nullable String secretId(String request) {
    try (JsonParser json = Json.FACTORY.createParser(request)) {
      json.nextToken();
      var field = Json.fields(json, request).get("SecretId");
      return field == null ? null : field.text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
