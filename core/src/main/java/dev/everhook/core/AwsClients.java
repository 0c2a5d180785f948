package dev.everhook.core;

import dev.everhook.core.aws.AwsAccess;
import dev.everhook.core.aws.AwsApi;
import dev.everhook.core.aws.AwsJsonService;
import dev.everhook.core.ledger.DeliveryLedger;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
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

  /** An SQS client of a server on this machine, which asks for no credentials, and for no proxy. */
  public static SqsClient sqs(URI endpoint) {
    return SqsClient.builder()
        .httpClientBuilder(
            httpClient()
                .proxyConfiguration(
                    ProxyConfiguration.builder()
                        .useSystemPropertyValues(false)
                        .useEnvironmentVariableValues(false)
                        .build()))
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .build();
  }

  /**
   * DynamoDB in the region of this function. An attempt of a call ends in time for a second within
   * {@link DeliveryLedger#PATIENCE}.
   *
   * @param urlSuffix the domain of AWS in this partition, such as {@code amazonaws.com}
   */
  public static AwsJsonService dynamoDb(String urlSuffix) {
    return dynamoDb(AwsAccess.ofFunction(AwsApi.DYNAMODB, urlSuffix, System.getenv()));
  }

  /** A DynamoDB with those bounds. */
  public static AwsJsonService dynamoDb(AwsAccess access) {
    return new AwsJsonService(AwsApi.DYNAMODB, access, DYNAMO_ATTEMPT);
  }

  /**
   * Makes the HTTP client of an AWS client. As a builder, since only what it builds itself is
   * closed with it.
   */
  public static SdkHttpClient.Builder<?> http() {
    return httpClient();
  }

  private static Apache5HttpClient.Builder httpClient() {
    return Apache5HttpClient.builder().maxConnections(200);
  }
}
