package dev.everhook.core;

import dev.everhook.core.ledger.DeliveryLedger;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The one way in which AWS clients are made: all on Apache HttpClient 5. */
public final class AwsClients {
  /** A first call that meets a dead connection leaves time for a second. */
  private static final Duration DYNAMO_ATTEMPT = Duration.ofMillis(1_200);

  private AwsClients() {}

  /** An SQS client by the ordinary chain of region and credentials. */
  public static SqsClient sqs() {
    return SqsClient.builder().httpClientBuilder(http()).build();
  }

  /** An SQS client of a server on this machine, which asks for no credentials. */
  public static SqsClient sqs(URI endpoint) {
    return SqsClient.builder()
        .httpClientBuilder(http())
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .build();
  }

  /**
   * A DynamoDB client by the ordinary chain of region and credentials. Every call of it ends within
   * {@link DeliveryLedger#PATIENCE}, its one repetition included.
   */
  public static DynamoDbClient dynamoDb() {
    return boundedDynamoDb().build();
  }

  /** A DynamoDB client of a server on this machine, which takes any credentials. */
  public static DynamoDbClient dynamoDb(URI endpoint) {
    return boundedDynamoDb()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  private static DynamoDbClientBuilder boundedDynamoDb() {
    BackoffStrategy pause = BackoffStrategy.exponentialDelay(Duration.ofMillis(50), DYNAMO_ATTEMPT);
    return DynamoDbClient.builder()
        .httpClientBuilder(http())
        .overrideConfiguration(
            bounds ->
                bounds
                    .apiCallTimeout(DeliveryLedger.PATIENCE)
                    .apiCallAttemptTimeout(DYNAMO_ATTEMPT)
                    .retryStrategy(
                        retry ->
                            retry
                                .maxAttempts(2)
                                .backoffStrategy(pause)
                                .throttlingBackoffStrategy(pause)));
  }

  /**
   * Makes the HTTP client of an AWS client. As a builder, since only what it builds itself is
   * closed with it.
   */
  public static SdkHttpClient.Builder<?> http() {
    return Apache5HttpClient.builder().maxConnections(200);
  }
}
