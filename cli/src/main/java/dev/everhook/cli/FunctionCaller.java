package dev.everhook.cli;

import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Invokes functions, and waits for what they answer. */
record FunctionCaller(LambdaClient lambda) {
  /**
   * A function runs for 15 minutes at the most; a call that is given up and repeated would run
   * twice.
   */
  private static final Duration LONGER_THAN_A_FUNCTION = Duration.ofMinutes(16);

  /** Bulk lines, an operation and the questions how far it is, at the same time. */
  private static final int CONNECTIONS = 16;

  /** A client that waits for any function, and never repeats a call by itself. */
  static LambdaClientBuilder patientClient() {
    return LambdaClient.builder()
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .socketTimeout(LONGER_THAN_A_FUNCTION))
        .overrideConfiguration(once -> once.retryStrategy(DefaultRetryStrategy.doNotRetry()));
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
}
