package dev.everhook.cli;

import dev.everhook.embedded.sqs.DataFolder;
import dev.everhook.embedded.sqs.RunningEndpoints;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** The functions of the embedded run, called over its Invoke API as any Lambda client would. */
final class EmbeddedFunctions implements AutoCloseable {
  /**
   * A function runs for 15 minutes at the most; a call that is given up and repeated would run
   * twice.
   */
  private static final Duration LONGER_THAN_A_FUNCTION = Duration.ofMinutes(16);

  private final LambdaClient lambda;

  private EmbeddedFunctions(URI endpoint) {
    this.lambda =
        LambdaClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(Apache5HttpClient.builder().socketTimeout(LONGER_THAN_A_FUNCTION))
            .overrideConfiguration(once -> once.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
  }

  /**
   * Finds the run that has a data folder.
   *
   * @throws IOException if there is none, saying how to start one
   */
  static EmbeddedFunctions of(Path folder) throws IOException {
    RunningEndpoints endpoints =
        DataFolder.running(folder)
            .orElseThrow(
                () ->
                    new IOException(
                        "No Everhook runs on the data folder %s. Start one with: ./everhook up"
                            .formatted(folder)));
    return new EmbeddedFunctions(endpoints.invoke());
  }

  /**
   * Invokes a function.
   *
   * @return its answer
   * @throws FunctionFailedException if it threw, with what it said
   */
  String invoke(String function, String event) {
    InvokeResponse response =
        lambda.invoke(call -> call.functionName(function).payload(SdkBytes.fromUtf8String(event)));
    String answer = response.payload().asUtf8String();
    if (response.functionError() != null) {
      throw FunctionFailedException.of(answer);
    }
    return answer;
  }

  @Override
  public void close() {
    lambda.close();
  }
}
