package dev.everhook.cli;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** Who the credentials belong to, for the record of what operators did. */
final class CallerIdentity {
  private CallerIdentity() {}

  /** The ARN that AWS knows the caller by, or the user of this machine where AWS does not say. */
  static String arn(Region region, AwsCredentialsProvider credentials) {
    try (StsClient client =
        StsClient.builder()
            .region(region)
            .credentialsProvider(credentials)
            .httpClientBuilder(Apache5HttpClient.builder())
            .build()) {
      return client.getCallerIdentity().arn();
    } catch (SdkException e) {
      return System.getProperty("user.name", "unknown") + " (AWS did not say who)";
    }
  }
}
