package dev.everhook.benchmarks.naive;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The worker's calls, made in the plainest way: each client is built when it is first used. */
public final class NaiveHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The message of a slot. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Refresh(int version, String trigger, String scheduleArn, String scheduledTime) {}

  /** The secret. */
  public record Secret(String token) {}

  private @Nullable DynamoDbClient ledger;
  private @Nullable SecretsManagerClient secrets;
  private @Nullable CloseableHttpClient http;

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    List<BatchItemFailure> failures = new ArrayList<>();
    for (SQSMessage message : event.getRecords()) {
      try {
        deliver(JSON.readValue(message.getBody(), Refresh.class));
      } catch (IOException | RuntimeException e) {
        context.getLogger().log("failed: " + e);
        failures.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }

  private void deliver(Refresh request) throws IOException {
    String key =
        UUID.nameUUIDFromBytes(
                (request.scheduleArn() + request.scheduledTime()).getBytes(StandardCharsets.UTF_8))
            .toString();
    ledger()
        .putItem(
            call ->
                call.tableName(System.getenv("LEDGER_TABLE"))
                    .item(Map.of("key", AttributeValue.fromS(key)))
                    .conditionExpression("attribute_not_exists(#key)")
                    .expressionAttributeNames(Map.of("#key", "key")));
    String secret =
        secrets().getSecretValue(call -> call.secretId(System.getenv("SECRET_ARN"))).secretString();
    HttpPost post = new HttpPost(System.getenv("WEBHOOK_URL"));
    post.setHeader("Authorization", "Bearer " + JSON.readValue(secret, Secret.class).token());
    post.setHeader("Idempotency-Key", key);
    int status = http().execute(post, answer -> answer.getCode());
    if (status >= 300) {
      throw new IOException("status " + status);
    }
  }

  private DynamoDbClient ledger() {
    if (ledger == null) {
      ledger = DynamoDbClient.create();
    }
    return ledger;
  }

  private SecretsManagerClient secrets() {
    if (secrets == null) {
      secrets = SecretsManagerClient.create();
    }
    return secrets;
  }

  private CloseableHttpClient http() {
    if (http == null) {
      http = HttpClients.createDefault();
    }
    return http;
  }
}
