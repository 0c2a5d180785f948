package dev.everhook.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

/**
 * Whether the worker takes messages: its event source mapping, which can be switched off and on.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html">
 *     UpdateEventSourceMapping</a>
 */
record Consumption(LambdaClient lambda, DeploymentNames names) {
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final int MOST_STEPS = 120;

  /**
   * The mapping's state, in Lambda's word: {@code Enabled}, {@code Disabled}, or one on the way to
   * another.
   */
  String state() throws IOException {
    String uuid = uuid();
    return lambda.getEventSourceMapping(call -> call.uuid(uuid)).state();
  }

  /**
   * Switches it, and waits until it is done, two minutes at the most.
   *
   * @return the state then
   */
  String switchTo(boolean enabled, Sleeper sleeper) throws IOException, InterruptedException {
    String uuid = uuid();
    String state =
        lambda.updateEventSourceMapping(call -> call.uuid(uuid).enabled(enabled)).state();
    for (int step = 0;
        step < MOST_STEPS && !state.equals(enabled ? "Enabled" : "Disabled");
        step++) {
      sleeper.sleep(STEP);
      state = lambda.getEventSourceMapping(call -> call.uuid(uuid)).state();
    }
    return state;
  }

  private String uuid() throws IOException {
    if (names.mapping() != null) {
      return names.mapping();
    }
    List<EventSourceMappingConfiguration> mappings =
        lambda
            .listEventSourceMappings(call -> call.functionName(names.worker()))
            .eventSourceMappings();
    if (mappings.size() != 1) {
      throw new IOException(
          "The worker %s has %d event source mappings, where one is expected."
              .formatted(names.worker(), mappings.size()));
    }
    return mappings.getFirst().uuid();
  }
}
