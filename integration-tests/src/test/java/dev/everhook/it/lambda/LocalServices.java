package dev.everhook.it.lambda;

import dev.everhook.core.AwsClients;
import dev.everhook.core.ledger.LocalDynamo;
import dev.everhook.embedded.sqs.DataFolder;
import dev.everhook.embedded.sqs.EmbeddedSqs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Queues in ElasticMQ, tables in DynamoDB in memory, a secret and buckets in stubs; all of them in
 * this process.
 */
public final class LocalServices implements AwsServices {
  private final DataFolder data;
  private final EmbeddedSqs queues;
  private final SqsClient sqs;
  private final SecretsStub secrets;
  private final BucketsStub buckets;

  /**
   * @param folder for what the queues keep on disk
   */
  public LocalServices(Path folder) throws IOException {
    this.data = DataFolder.open(folder);
    // ElasticMQ's queues have the URL of the request, so the port must be known before the stack.
    this.queues = EmbeddedSqs.start(data, 0, List.of());
    this.sqs = AwsClients.sqs(queues.endpoint());
    this.secrets = SecretsStub.start();
    this.buckets = BucketsStub.start();
  }

  @Override
  public SqsClient sqs() {
    return sqs;
  }

  @Override
  public URI queues() {
    return queues.endpoint();
  }

  @Override
  public DynamoDbClient dynamo() {
    return LocalDynamo.client();
  }

  @Override
  public String makeTable() {
    return LocalDynamo.newTable();
  }

  @Override
  public void makeBucket(String name) {
    // The stub takes objects for any.
  }

  @Override
  public String makeSecret(String token) {
    secrets.put(token);
    return SecretsStub.ARN;
  }

  @Override
  public void rotate(String token) {
    secrets.put(token);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "AWS_REGION", "us-east-1",
        "AWS_ACCESS_KEY_ID", "local",
        "AWS_SECRET_ACCESS_KEY", "local",
        "AWS_ENDPOINT_URL_SQS", queues.endpoint().toString(),
        "AWS_ENDPOINT_URL_DYNAMODB", LocalDynamo.endpoint().toString(),
        "AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.endpoint().toString(),
        "AWS_ENDPOINT_URL_S3", buckets.endpoint().toString());
  }

  @Override
  public void close() throws IOException {
    sqs.close();
    secrets.close();
    buckets.close();
    queues.close();
    data.close();
  }
}
