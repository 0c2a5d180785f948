package dev.everhook.cli;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;

/** The outputs of a stack, by which a command finds its functions. */
record StackOutputs(String stack, Region region, Map<String, String> values) {

  /**
   * Asks for the outputs of a stack.
   *
   * @throws IOException if there is no such stack, or it may not be read
   */
  static StackOutputs read(String stack, Region region, AwsCredentialsProvider credentials)
      throws IOException {
    try (CloudFormationClient client =
        CloudFormationClient.builder()
            .region(region)
            .credentialsProvider(credentials)
            .httpClientBuilder(Apache5HttpClient.builder())
            .build()) {
      return new StackOutputs(
          stack,
          region,
          client
              .describeStacks(call -> call.stackName(stack))
              .stacks()
              .getFirst()
              .outputs()
              .stream()
              .collect(Collectors.toMap(Output::outputKey, Output::outputValue)));
    } catch (CloudFormationException e) {
      String said = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
      if (said != null && said.contains("does not exist")) {
        throw new IOException("There is no stack %s in %s.".formatted(stack, region), e);
      }
      throw new IOException(
          "The stack %s in %s cannot be read: %s"
              .formatted(stack, region, said == null ? e.getMessage() : said),
          e);
    }
  }

  /**
   * An output.
   *
   * @throws IOException if the stack has none of that name
   */
  String value(String name) throws IOException {
    String value = values.get(name);
    if (value == null) {
      throw new IOException(
          "The stack %s in %s has no output %s: is it an Everhook stack, and up to date?"
              .formatted(stack, region, name));
    }
    return value;
  }
}
