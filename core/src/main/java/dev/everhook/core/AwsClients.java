package dev.everhook.core;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The one way in which AWS clients are made: all on Apache HttpClient 5. */
public final class AwsClients {
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
   * Makes the HTTP client of an AWS client. As a builder, since only what it builds itself is
   * closed with it.
   */
  public static SdkHttpClient.Builder<?> http() {
    return Apache5HttpClient.builder().maxConnections(200);
  }
}
