package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.everhook.infra.MotoServer.Result;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The template, deployed for real into an emulator with infra/deploy, read back and compared.
 *
 * <p>The emulator's CloudFormation passes over schedules, alarms, policies of queues and topics,
 * secrets and function URLs: those are made through their own APIs from what the template resolves
 * to, which at least proves that the services take them.
 */
class DeploymentIT extends EmulatedAccount {
  private static final String ACCOUNT = "123456789012";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> physical = new HashMap<>();
  private String deployed = "";

  @BeforeAll
  void deploy() throws IOException, InterruptedException {
    Result result =
        infra(
            "deploy",
            "refresh",
            "--no-build",
            "--bucket",
            "code",
            "WebhookUrl=" + Stacks.WEBHOOK,
            "SecretArn=" + secret(),
            "RetryStatuses=404,409");

    assertThat(result.status()).as(result.output()).isZero();
    deployed = result.output();
    for (JsonNode resource :
        moto()
            .aws("cloudformation", "list-stack-resources", "--stack-name", "refresh")
            .path("StackResourceSummaries")) {
      physical.put(
          resource.path("LogicalResourceId").asText(),
          resource.path("PhysicalResourceId").asText());
    }
  }

  /** The stack as the template has it, with the names that the emulator gave. */
  private Stack stack() {
    return Stacks.TEMPLATE.stack(
        Map.of(
            "WebhookUrl",
            Stacks.WEBHOOK,
            "SecretArn",
            secret(),
            "RetryStatuses",
            "404,409",
            "ScheduleState",
            "DISABLED"),
        new EmulatedNames(ACCOUNT, MotoServer.REGION, physical));
  }

  @Test
  void the_schedule_waits_for_the_secret_and_it_says_which_one() {
    assertThat(deployed)
        .contains("The secret has no token yet: the schedule is left disabled.")
        .contains("put-secret-value --secret-id " + secret())
        .contains("infra/deploy refresh --bucket code ScheduleState=ENABLED")
        .contains("./everhook status --stack refresh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RefreshQueue", "DeadLetterQueue", "SchedulerDeadLetterQueue"})
  void a_queue_is_as_the_template_has_it(String name) throws IOException, InterruptedException {
    Resource queue = stack().resource(name);

    JsonNode made = attributes(moto().queueUrl(id(name)));

    assertThat(made.path("MessageRetentionPeriod").asInt())
        .isEqualTo(queue.number("MessageRetentionPeriod"));
    assertThat(made.path("SqsManagedSseEnabled").asText()).isEqualTo("true");
    if (queue.has("RedrivePolicy")) {
      assertThat(made.path("VisibilityTimeout").asInt())
          .isEqualTo(queue.number("VisibilityTimeout"));
      assertThat(JSON.readTree(made.path("RedrivePolicy").asText()))
          .isEqualTo(JSON.valueToTree(queue.map("RedrivePolicy")));
    }
  }

  private JsonNode attributes(String queueUrl) throws IOException, InterruptedException {
    return moto()
        .aws(
            "sqs",
            "get-queue-attributes",
            Map.of("QueueUrl", queueUrl, "AttributeNames", List.of("All")))
        .path("Attributes");
  }

  private String id(String resource) {
    return physical.getOrDefault(resource, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WorkerFunction", "EnqueueFunction", "RedriveFunction"})
  void a_function_is_as_the_template_has_it(String name) throws IOException, InterruptedException {
    FunctionResource function = stack().function(name);

    JsonNode made =
        moto().aws("lambda", "get-function-configuration", Map.of("FunctionName", id(name)));

    assertThat(made.path("Handler").asText()).isEqualTo(function.handler());
    assertThat(made.path("Timeout").asLong()).isEqualTo(function.timeout().toSeconds());
    assertThat(made.path("MemorySize").asInt()).isEqualTo(function.memory());
    Map<String, String> variables = new LinkedHashMap<>();
    made.path("Environment")
        .path("Variables")
        .properties()
        .forEach(variable -> variables.put(variable.getKey(), variable.getValue().asText()));
    // Its schedule is one of the things that the emulator passes over: what refers to it stays as
    // it is written.
    Map<String, String> expected = new LinkedHashMap<>(function.environment());
    expected.remove("SCHEDULE_ARN");
    variables.remove("SCHEDULE_ARN");
    assertThat(variables).isEqualTo(expected);
  }

  @Test
  void the_mapping_feeds_the_worker_from_the_refresh_queue()
      throws IOException, InterruptedException {
    Resource mapping = stack().resource("WorkerMapping");

    JsonNode made =
        moto().aws("lambda", "get-event-source-mapping", Map.of("UUID", id("WorkerMapping")));

    assertThat(made.path("EventSourceArn").asText()).isEqualTo(mapping.text("EventSourceArn"));
    assertThat(made.path("FunctionArn").asText()).endsWith(":" + mapping.text("FunctionName"));
    assertThat(made.path("BatchSize").asInt()).isEqualTo(mapping.number("BatchSize"));
    assertThat(made.path("FunctionResponseTypes"))
        .isEqualTo(JSON.valueToTree(mapping.list("FunctionResponseTypes")));
    assertThat(made.path("ScalingConfig").path("MaximumConcurrency").asInt())
        .isEqualTo(mapping.number("ScalingConfig", "MaximumConcurrency"));
  }

  @Test
  void the_table_is_as_the_template_has_it() throws IOException, InterruptedException {
    Resource table = stack().resource("LedgerTable");

    JsonNode made =
        moto()
            .aws("dynamodb", "describe-table", Map.of("TableName", id("LedgerTable")))
            .path("Table");

    assertThat(made.path("KeySchema")).isEqualTo(JSON.valueToTree(table.list("KeySchema")));
    assertThat(made.path("BillingModeSummary").path("BillingMode").asText())
        .isEqualTo(table.text("BillingMode"));
    assertThat(made.path("GlobalSecondaryIndexes").path(0).path("IndexName").asText())
        .isEqualTo("recent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WorkerRole", "EnqueueRole", "RedriveRole", "SweepRole"})
  void a_role_may_do_what_the_template_says(String name) throws IOException, InterruptedException {
    Resource role = stack().resource(name);
    Map<?, ?> policy = (Map<?, ?>) role.list("Policies").getFirst();

    JsonNode made =
        moto()
            .aws(
                "iam",
                "get-role-policy",
                Map.of(
                    "RoleName", id(name),
                    "PolicyName", String.valueOf(policy.get("PolicyName"))));

    assertThat(document(made.path("PolicyDocument")))
        .isEqualTo(JSON.valueToTree(policy.get("PolicyDocument")));
  }

  /** The emulator keeps it as Python writes it, with a hole where a condition does not hold. */
  private static JsonNode document(JsonNode made) throws IOException {
    return made.isTextual()
        ? JSON.readTree(made.asText().replace(", None]", "]").replace('\'', '"'))
        : made;
  }

  @Test
  void the_schedules_are_taken_by_the_scheduler() throws IOException, InterruptedException {
    moto().aws("scheduler", "create-schedule-group", Map.of("Name", "group"));
    for (String name : List.of("Schedule", "SweepSchedule")) {
      Map<String, Object> input = new HashMap<>(stack().resource(name).properties());
      input.put("Name", name);
      input.put("GroupName", "group");

      moto().aws("scheduler", "create-schedule", input);

      JsonNode made =
          moto().aws("scheduler", "get-schedule", Map.of("Name", name, "GroupName", "group"));
      assertThat(made.path("Target"))
          .isEqualTo(JSON.valueToTree(stack().resource(name).map("Target")));
    }
  }

  @Test
  void the_alarms_are_taken_by_cloudwatch() throws IOException, InterruptedException {
    List<Resource> alarms = stack().ofType("AWS::CloudWatch::Alarm");
    for (Resource alarm : alarms) {
      Map<String, Object> input = new HashMap<>(alarm.properties());
      input.put("AlarmName", alarm.name());
      List.of("EvaluationPeriods", "DatapointsToAlarm")
          .forEach(
              number ->
                  input.computeIfPresent(number, (_, value) -> Integer.valueOf(value.toString())));
      moto().aws("cloudwatch", "put-metric-alarm", input);
    }

    assertThat(moto().aws("cloudwatch", "describe-alarms").path("MetricAlarms"))
        .hasSameSizeAs(alarms);
  }

  @Test
  void policies_of_queues_are_taken() throws IOException, InterruptedException {
    for (Resource policy : stack().ofType("AWS::SQS::QueuePolicy")) {
      String queue = moto().queueUrl(policy.list("Queues").getFirst().toString());
      String document = JSON.writeValueAsString(policy.map("PolicyDocument"));
      moto()
          .aws(
              "sqs",
              "set-queue-attributes",
              Map.of("QueueUrl", queue, "Attributes", Map.of("Policy", document)));

      assertThat(JSON.readTree(attributes(queue).path("Policy").asText()))
          .isEqualTo(JSON.readTree(document));
    }
  }
}
