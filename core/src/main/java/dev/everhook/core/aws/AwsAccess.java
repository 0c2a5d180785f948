package dev.everhook.core.aws;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Where a service is, and who calls it.
 *
 * @param endpoint its address
 * @param region the region that requests are signed for
 * @param credentials who calls
 */
public record AwsAccess(URI endpoint, String region, AwsCredentialsProvider credentials) {

  /**
   * As a function of Lambda has it: in the region {@code AWS_REGION}, by the credentials of its
   * role; at {@code AWS_ENDPOINT_URL}, or at the service's own such variable, where one is set.
   *
   * @param urlSuffix the domain of AWS in this partition, such as {@code amazonaws.com}
   * @param environment the function's environment
   * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">the
   *     variables</a>
   */
  public static AwsAccess ofFunction(
      AwsApi api, String urlSuffix, Map<String, String> environment) {
    String region = environment.get("AWS_REGION");
    if (region == null) {
      throw new IllegalStateException("AWS_REGION is not set, as Lambda sets it");
    }
    URI endpoint =
        Stream.of("AWS_ENDPOINT_URL_" + api.variable(), "AWS_ENDPOINT_URL")
            .flatMap(name -> Optional.ofNullable(environment.get(name)).stream())
            .findFirst()
            .map(URI::create)
            .orElseGet(
                () ->
                    URI.create("https://%s.%s.%s".formatted(api.serviceName(), region, urlSuffix)));
    return new AwsAccess(endpoint, region, credentials(environment));
  }

  /** With SnapStart, Lambda serves them, since they outlive no snapshot. */
  private static AwsCredentialsProvider credentials(Map<String, String> environment) {
    return environment.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")
        ? ContainerCredentialsProvider.create()
        : EnvironmentVariableCredentialsProvider.create();
  }

  /** Of a server on this machine, which takes any credentials. */
  public static AwsAccess local(URI endpoint) {
    return new AwsAccess(
        endpoint,
        "us-east-1",
        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
  }
}
