package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.infra.MotoServer.Result;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The template with all that it can make, deployed for real into an emulated account with
 * infra/deploy. Its secret has no token yet.
 *
 * @param account where it is
 * @param output what infra/deploy said
 * @param physical the names that resources were given, by logical name; empty for what the emulator
 *     passed over
 */
record DeployedStack(EmulatedAccount account, String output, Map<String, String> physical) {
  static final String NAME = "refresh";

  static DeployedStack deploy(EmulatedAccount account) throws IOException, InterruptedException {
    Stream<String> parameters =
        parameters(account).entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + parameter.getValue());
    Result result =
        account.infra("deploy", Stream.concat(Stream.of(NAME), parameters).toArray(String[]::new));
    assertThat(result.status()).as(result.output()).isZero();
    Map<String, String> physical = new HashMap<>();
    for (JsonNode resource :
        account
            .moto()
            .aws("cloudformation", "list-stack-resources", "--stack-name", NAME)
            .path("StackResourceSummaries")) {
      physical.put(
          resource.path("LogicalResourceId").asText(),
          resource.path("PhysicalResourceId").asText());
    }
    return new DeployedStack(account, result.output(), physical);
  }

  private static Map<String, String> parameters(EmulatedAccount account) {
    return Map.of(
        "WebhookUrl",
        Stacks.WEBHOOK,
        "SecretArn",
        account.secret(),
        "KmsKeyArn",
        account.key(),
        "AlarmEmail",
        "ada@example.com",
        "EnqueueUrl",
        "enabled",
        "RetryStatuses",
        "404,409");
  }

  /** The stack as the template has it, with the names that the emulator gave. */
  Stack stack() {
    return stack(Map.of());
  }

  /** The stack as the template has it with some other parameters. */
  Stack stack(Map<String, String> others) {
    Map<String, String> parameters = new HashMap<>(parameters(account));
    parameters.put("ScheduleState", "DISABLED");
    parameters.putAll(others);
    return Stacks.TEMPLATE.stack(
        parameters, new EmulatedNames(EmulatedAccount.NUMBER, MotoServer.REGION, physical));
  }

  /** The name that a resource was given. */
  String id(String resource) {
    return physical.getOrDefault(resource, "");
  }

  /** A call of the AWS CLI with its input as JSON. */
  JsonNode aws(String service, String call, Map<String, ?> input)
      throws IOException, InterruptedException {
    return account.aws(service, call, input);
  }

  /** What SQS says of a queue. */
  JsonNode attributesOf(String queue) throws IOException, InterruptedException {
    return account.moto().queueAttributes(id(queue));
  }
}
