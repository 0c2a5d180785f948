package dev.everhook.cli;

import dev.everhook.embedded.RunOptions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Finds a stack in AWS, by the ordinary chains of credentials and regions. */
final class StackDeployment {
  private StackDeployment() {}

  /**
   * Finds a stack.
   *
   * @param profile a profile of the AWS configuration files; null for the default
   * @param region the stack's region; null for what the environment or the profile says
   * @throws IOException if the region, credentials, the stack or an output of it is missing
   */
  static Deployment open(String stack, @Nullable String profile, @Nullable String region)
      throws IOException {
    Region place = region == null ? configuredRegion(profile) : Region.of(region);
    AwsCredentialsProvider credentials = credentials(profile);
    StackOutputs outputs = StackOutputs.read(stack, place, credentials);
    DeploymentNames names =
        new DeploymentNames(
            "stack " + stack + " in " + place,
            outputs.value("EnqueueFunction"),
            outputs.value("RedriveFunction"),
            outputs.value("WorkerFunction"),
            outputs.value("WorkerMapping"));
    LambdaClient lambda =
        FunctionCaller.patientClient().region(place).credentialsProvider(credentials).build();
    return new Deployment(
        names,
        RunOptions.defaultData().resolve("bulk").resolve(place + "-" + stack),
        () -> CallerIdentity.arn(place, credentials),
        lambda);
  }

  private static Region configuredRegion(@Nullable String profile) throws IOException {
    try {
      Region region =
          DefaultAwsRegionProviderChain.builder().profileName(profile).build().getRegion();
      if (region != null) {
        return region;
      }
    } catch (SdkClientException e) {
      // Said below: the SDK's own sentence lists places and classes.
    }
    throw new IOException(
        "No region: give --region, set AWS_REGION, or set a region in the AWS profile.");
  }

  private static AwsCredentialsProvider credentials(@Nullable String profile) throws IOException {
    DefaultCredentialsProvider provider =
        DefaultCredentialsProvider.builder().profileName(profile).build();
    try {
      provider.resolveCredentials();
      return provider;
    } catch (SdkClientException e) {
      throw new IOException(
          "No AWS credentials%s: sign in, give --profile, or set AWS_ACCESS_KEY_ID and"
                  .formatted(profile == null ? "" : " from profile " + profile)
              + " AWS_SECRET_ACCESS_KEY.",
          e);
    }
  }
}
