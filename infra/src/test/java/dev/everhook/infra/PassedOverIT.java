package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the emulator's CloudFormation passes over, made through the services' own APIs from what the
 * template resolves to: that proves that the services take it.
 *
 * <p>Nothing is proved of the alarms' and schedules' working, which the emulator does not do, nor
 * of the log groups that functions write to, which it does not keep.
 */
@ExtendWith(Emulation.class)
class PassedOverIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DeployedStack deployed;
  private final Stack stack;

  PassedOverIT(DeployedStack deployed) {
    this.deployed = deployed;
    this.stack = deployed.stack();
  }

  private JsonNode aws(String service, String call, Map<String, ?> input)
      throws IOException, InterruptedException {
    return deployed.aws(service, call, input);
  }

  @Test
  void the_schedules_are_taken_by_the_scheduler() throws IOException, InterruptedException {
    aws("scheduler", "create-schedule-group", Map.of("Name", "group"));
    for (String name : List.of("Schedule", "SweepSchedule")) {
      Map<String, Object> input = new HashMap<>(stack.resource(name).properties());
      input.put("Name", name);
      input.put("GroupName", "group");

      aws("scheduler", "create-schedule", input);

      JsonNode made = aws("scheduler", "get-schedule", Map.of("Name", name, "GroupName", "group"));
      assertThat(made.path("Target"))
          .isEqualTo(JSON.valueToTree(stack.resource(name).map("Target")));
      assertThat(made.path("ScheduleExpression").asText())
          .isEqualTo(stack.resource(name).text("ScheduleExpression"));
    }
  }

  @Test
  void the_alarms_are_taken_by_cloudwatch() throws Exception {
    List<Resource> alarms = stack.ofType("AWS::CloudWatch::Alarm");
    // Two at a time, since each is a start of the AWS CLI.
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<JsonNode>> calls =
          alarms.stream().map(alarm -> threads.submit(() -> put(alarm))).toList();
      assertThat(calls).allSatisfy(call -> assertThat(call.get()).isNotNull());
    }

    JsonNode made = aws("cloudwatch", "describe-alarms", Map.of()).path("MetricAlarms");
    assertThat(made).hasSameSizeAs(alarms);
    for (JsonNode alarm : made) {
      Resource resource = stack.resource(alarm.path("AlarmName").asText());
      assertThat(alarm.path("Threshold").asDouble()).isEqualTo(resource.number("Threshold"));
      assertThat(alarm.path("AlarmActions"))
          .isEqualTo(JSON.valueToTree(resource.list("AlarmActions")));
    }
  }

  private JsonNode put(Resource alarm) throws IOException, InterruptedException {
    Map<String, Object> input = new HashMap<>(alarm.properties());
    input.put("AlarmName", alarm.name());
    List.of("EvaluationPeriods", "DatapointsToAlarm")
        .forEach(
            number ->
                input.computeIfPresent(number, (_, value) -> Integer.valueOf(value.toString())));
    return aws("cloudwatch", "put-metric-alarm", input);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RefreshQueuePolicy", "DeadLetterQueuePolicy", "SchedulerDeadLetterQueuePolicy"})
  void the_policy_of_a_queue_is_taken(String name) throws IOException, InterruptedException {
    Resource policy = stack.resource(name);
    String url = policy.list("Queues").getFirst().toString();

    aws(
        "sqs",
        "set-queue-attributes",
        Map.of("QueueUrl", url, "Attributes", Map.of("Policy", document(policy))));

    assertThat(
            JSON.readTree(deployed.account().moto().queueAttributes(url).path("Policy").asText()))
        .isEqualTo(JSON.readTree(document(policy)));
  }

  private static String document(Resource policy) throws IOException {
    return JSON.writeValueAsString(policy.map("PolicyDocument"));
  }

  @Test
  void the_policy_and_the_subscription_of_the_topic_are_taken()
      throws IOException, InterruptedException {
    String topic = deployed.id("AlarmTopic");
    String policy = document(stack.resource("AlarmTopicPolicy"));
    assertThat(stack.resource("AlarmTopicPolicy").list("Topics")).isEqualTo(List.of(topic));
    aws(
        "sns",
        "set-topic-attributes",
        Map.of("TopicArn", topic, "AttributeName", "Policy", "AttributeValue", policy));
    aws("sns", "subscribe", stack.resource("AlarmSubscription").properties());

    JsonNode subscriptions =
        aws("sns", "list-subscriptions-by-topic", Map.of("TopicArn", topic)).path("Subscriptions");
    assertThat(subscriptions.path(0).path("Endpoint").asText()).isEqualTo("ada@example.com");
    JsonNode made = aws("sns", "get-topic-attributes", Map.of("TopicArn", topic));
    assertThat(JSON.readTree(made.path("Attributes").path("Policy").asText()))
        .isEqualTo(JSON.readTree(policy));
  }

  @Test
  void the_bucket_is_closed_to_the_public_and_to_plain_transport()
      throws IOException, InterruptedException {
    Resource bucket = stack.resource("ArchiveBucket");
    String name = deployed.id("ArchiveBucket");
    Resource policy = stack.resource("ArchiveBucketPolicy");
    assertThat(policy.text("Bucket")).isEqualTo(name);
    String block = "PublicAccessBlockConfiguration";
    aws("s3api", "put-public-access-block", Map.of("Bucket", name, block, bucket.map(block)));
    aws("s3api", "put-bucket-policy", Map.of("Bucket", name, "Policy", document(policy)));
    aws(
        "s3api",
        "put-bucket-ownership-controls",
        Map.of("Bucket", name, "OwnershipControls", bucket.map("OwnershipControls")));

    Map<String, String> named = Map.of("Bucket", name);
    assertThat(aws("s3api", "get-public-access-block", named).path(block))
        .isEqualTo(JSON.valueToTree(bucket.map(block)));
    assertThat(JSON.readTree(aws("s3api", "get-bucket-policy", named).path("Policy").asText()))
        .isEqualTo(JSON.readTree(document(policy)));
  }

  /** S3 itself writes {@code ID} where the template has {@code Id}, and wants a filter. */
  @Test
  void the_bucket_drops_uploads_that_were_given_up() throws IOException, InterruptedException {
    Map<?, ?> rule =
        (Map<?, ?>)
            stack.resource("ArchiveBucket").list("LifecycleConfiguration", "Rules").getFirst();
    String abort = "AbortIncompleteMultipartUpload";
    Map<String, ?> written =
        Map.of(
            "ID",
            Stacks.field(rule, "Id"),
            "Status",
            Stacks.field(rule, "Status"),
            "Filter",
            Map.of("Prefix", ""),
            abort,
            Stacks.field(rule, abort));
    Map<String, String> named = Map.of("Bucket", deployed.id("ArchiveBucket"));
    Map<String, Object> input = new HashMap<>(named);
    input.put("LifecycleConfiguration", Map.of("Rules", List.of(written)));

    aws("s3api", "put-bucket-lifecycle-configuration", input);

    assertThat(
            aws("s3api", "get-bucket-lifecycle-configuration", named)
                .path("Rules")
                .path(0)
                .path(abort))
        .isEqualTo(JSON.valueToTree(Stacks.field(rule, abort)));
  }

  /** It needs no permission beside it: callers of this account are let in by IAM alone. */
  @Test
  void the_function_url_lets_in_signed_calls_alone() throws IOException, InterruptedException {
    Resource url = stack.resource("EnqueueFunctionUrl");
    Map<String, String> function = Map.of("FunctionName", deployed.id("EnqueueFunction"));
    Map<String, String> input = new HashMap<>(function);
    input.put("AuthType", url.text("AuthType"));

    aws("lambda", "create-function-url-config", input);

    JsonNode made = aws("lambda", "get-function-url-config", function);
    assertThat(made.path("FunctionArn").asText()).isEqualTo(url.text("TargetFunctionArn"));
    assertThat(made.path("AuthType").asText()).isEqualTo("AWS_IAM");
    assertThat(stack.ofType("AWS::Lambda::Permission")).isEmpty();
    assertThatThrownBy(() -> aws("lambda", "get-policy", function))
        .hasMessageContaining("ResourceNotFoundException");
  }

  @Test
  void a_failed_redrive_is_not_invoked_again() throws IOException, InterruptedException {
    Resource invokes = stack.resource("RedriveInvokes");

    aws("lambda", "put-function-event-invoke-config", invokes.properties());

    JsonNode made =
        aws(
            "lambda",
            "get-function-event-invoke-config",
            Map.of("FunctionName", deployed.id("RedriveFunction")));
    for (String number : List.of("MaximumRetryAttempts", "MaximumEventAgeInSeconds")) {
      assertThat(made.path(number).asInt(-1)).as(number).isEqualTo(invokes.number(number));
    }
  }

  @Test
  void the_secret_that_the_stack_makes_is_empty_and_under_the_key()
      throws IOException, InterruptedException {
    Resource secret = deployed.stack(Map.of("SecretArn", "")).resource("WebhookSecret");
    Map<String, Object> input = new HashMap<>(secret.properties());
    input.put("Name", "made-by-the-stack");

    aws("secretsmanager", "create-secret", input);

    Map<String, String> named = Map.of("SecretId", "made-by-the-stack");
    JsonNode made = aws("secretsmanager", "describe-secret", named);
    assertThat(made.path("KmsKeyId").asText()).isEqualTo(deployed.account().key());
    assertThat(made.path("Description").asText()).isEqualTo(secret.text("Description"));
    assertThatThrownBy(() -> aws("secretsmanager", "get-secret-value", named))
        .hasMessageContaining("ResourceNotFoundException");
  }

  /** The emulator's CloudFormation makes the table, and forgets these two. */
  @Test
  void the_table_has_its_backups_and_its_time_to_live() throws IOException, InterruptedException {
    Resource table = stack.resource("LedgerTable");
    Map<String, String> named = Map.of("TableName", deployed.id("LedgerTable"));
    for (Map.Entry<String, String> part :
        Map.of(
                "TimeToLiveSpecification", "update-time-to-live",
                "PointInTimeRecoverySpecification", "update-continuous-backups")
            .entrySet()) {
      Map<String, Object> input = new HashMap<>(named);
      input.put(part.getKey(), table.map(part.getKey()));
      aws("dynamodb", part.getValue(), input);
    }
    assertThat(
            aws("dynamodb", "describe-time-to-live", named)
                .path("TimeToLiveDescription")
                .path("AttributeName")
                .asText())
        .isEqualTo(table.text("TimeToLiveSpecification", "AttributeName"));
  }
}
