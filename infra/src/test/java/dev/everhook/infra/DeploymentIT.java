package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the emulator's CloudFormation makes of the template, read back and compared. What it passes
 * over is in {@link PassedOverIT}.
 *
 * <p>Not compared, since the emulator does not keep it: a function's architecture, tracing and
 * logging, what a dead-letter queue says of its sources, and the table's key and the archives'
 * bucket key.
 */
@ExtendWith(Emulation.class)
class DeploymentIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DeployedStack deployed;
  private final Stack stack;

  DeploymentIT(DeployedStack deployed) {
    this.deployed = deployed;
    this.stack = deployed.stack();
  }

  @Test
  void the_schedule_waits_for_the_secret_and_it_says_which_one() {
    assertThat(deployed.output())
        .contains("The secret has no token yet: the schedule is left disabled.")
        .contains("put-secret-value --secret-id " + deployed.account().secret())
        .contains("infra/deploy refresh --bucket code ScheduleState=ENABLED")
        .contains("./everhook status --stack refresh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RefreshQueue", "DeadLetterQueue", "SchedulerDeadLetterQueue"})
  void a_queue_is_as_the_template_has_it(String name) throws IOException, InterruptedException {
    Resource queue = stack.resource(name);

    JsonNode made = deployed.attributesOf(name);

    for (String number : List.of("MessageRetentionPeriod", "VisibilityTimeout")) {
      if (queue.has(number)) {
        assertThat(made.path(number).asText()).as(number).isEqualTo(queue.text(number));
      }
    }
    assertThat(made.path("KmsMasterKeyId").asText()).isEqualTo(deployed.account().key());
    if (queue.has("RedrivePolicy")) {
      assertThat(JSON.readTree(made.path("RedrivePolicy").asText()))
          .isEqualTo(JSON.valueToTree(queue.map("RedrivePolicy")));
    }
  }

  @Test
  void a_function_is_as_the_template_has_it_and_runs_the_very_bytes_of_its_zip()
      throws IOException, InterruptedException, GeneralSecurityException {
    Map<String, JsonNode> all = byName("lambda", "list-functions", "Functions", "FunctionName");
    for (FunctionResource function : stack.functions()) {
      Resource resource = stack.resource(function.name());

      JsonNode made = all.getOrDefault(deployed.id(function.name()), MissingNode.getInstance());

      for (String text :
          List.of("Description", "Handler", "MemorySize", "Role", "Runtime", "Timeout")) {
        assertThat(made.path(text).asText()).as(text).isEqualTo(resource.text(text));
      }
      Map<String, String> variables = new LinkedHashMap<>();
      made.at("/Environment/Variables")
          .properties()
          .forEach(variable -> variables.put(variable.getKey(), variable.getValue().asText()));
      assertThat(variables).isEqualTo(function.environment());
      byte[] zip = Files.readAllBytes(Path.of(function.zip()));
      assertThat(Base64.getDecoder().decode(made.path("CodeSha256").asText()))
          .isEqualTo(MessageDigest.getInstance("SHA-256").digest(zip));
    }
  }

  private Map<String, JsonNode> byName(String service, String call, String list, String name)
      throws IOException, InterruptedException {
    Map<String, JsonNode> byName = new HashMap<>();
    deployed
        .aws(service, call, Map.of())
        .path(list)
        .forEach(made -> byName.put(made.path(name).asText(), made));
    return byName;
  }

  @Test
  void the_mapping_feeds_the_worker_from_the_refresh_queue()
      throws IOException, InterruptedException {
    Resource mapping = stack.resource("WorkerMapping");

    JsonNode made =
        deployed.aws(
            "lambda", "get-event-source-mapping", Map.of("UUID", deployed.id("WorkerMapping")));

    assertThat(made.path("EventSourceArn").asText()).isEqualTo(mapping.text("EventSourceArn"));
    assertThat(made.path("FunctionArn").asText()).endsWith(":" + mapping.text("FunctionName"));
    assertThat(made.path("BatchSize").asInt()).isEqualTo(mapping.number("BatchSize"));
    assertThat(made.path("FunctionResponseTypes"))
        .isEqualTo(JSON.valueToTree(mapping.list("FunctionResponseTypes")));
    assertThat(made.path("ScalingConfig").path("MaximumConcurrency").asInt())
        .isEqualTo(mapping.number("ScalingConfig", "MaximumConcurrency"));
    assertThat(made.path("MetricsConfig"))
        .isEqualTo(JSON.valueToTree(mapping.map("MetricsConfig")));
  }

  @Test
  void the_table_is_as_the_template_has_it() throws IOException, InterruptedException {
    Resource table = stack.resource("LedgerTable");

    JsonNode made =
        deployed
            .aws("dynamodb", "describe-table", Map.of("TableName", deployed.id("LedgerTable")))
            .path("Table");

    for (String list : List.of("AttributeDefinitions", "KeySchema")) {
      assertThat(made.path(list)).as(list).isEqualTo(JSON.valueToTree(table.list(list)));
    }
    assertThat(made.path("BillingModeSummary").path("BillingMode").asText())
        .isEqualTo(table.text("BillingMode"));
    JsonNode index = JSON.valueToTree(table.list("GlobalSecondaryIndexes")).path(0);
    for (String field : List.of("IndexName", "KeySchema", "Projection")) {
      assertThat(made.path("GlobalSecondaryIndexes").path(0).path(field))
          .as(field)
          .isEqualTo(index.path(field));
    }
  }

  @Test
  void a_role_may_do_what_the_template_says_and_is_taken_by_whom_it_says()
      throws IOException, InterruptedException {
    Map<String, JsonNode> all = byName("iam", "list-roles", "Roles", "RoleName");
    List<Resource> roles = stack.ofType("AWS::IAM::Role");
    assertThat(roles).hasSize(5);
    for (Resource role : roles) {
      String name = deployed.id(role.name());
      JsonNode policy = JSON.valueToTree(role.list("Policies").getFirst());

      JsonNode made =
          deployed.aws(
              "iam",
              "get-role-policy",
              Map.of("RoleName", name, "PolicyName", policy.path("PolicyName").asText()));

      assertThat(role.list("Policies")).hasSize(1);
      assertThat(document(made.path("PolicyDocument"))).isEqualTo(policy.path("PolicyDocument"));
      String trust = "AssumeRolePolicyDocument";
      assertThat(all.getOrDefault(name, MissingNode.getInstance()).path(trust))
          .isEqualTo(JSON.valueToTree(role.map(trust)));
    }
  }

  /** The emulator keeps it as Python writes it. */
  private static JsonNode document(JsonNode made) throws IOException {
    return made.isTextual() ? JSON.readTree(made.asText().replace('\'', '"')) : made;
  }

  @Test
  void the_archives_are_under_the_key() throws IOException, InterruptedException {
    String field = "ServerSideEncryptionByDefault";
    JsonNode rules =
        JSON.valueToTree(
            stack
                .resource("ArchiveBucket")
                .list("BucketEncryption", "ServerSideEncryptionConfiguration"));

    JsonNode made =
        deployed
            .aws("s3api", "get-bucket-encryption", Map.of("Bucket", deployed.id("ArchiveBucket")))
            .path("ServerSideEncryptionConfiguration")
            .path("Rules");

    assertThat(made.path(0).path("Apply" + field)).isEqualTo(rules.path(0).path(field));
  }

  @Test
  void the_topic_is_as_the_template_has_it() throws IOException, InterruptedException {
    Resource topic = stack.resource("AlarmTopic");

    JsonNode made =
        deployed
            .aws("sns", "get-topic-attributes", Map.of("TopicArn", deployed.id("AlarmTopic")))
            .path("Attributes");

    for (String text : List.of("DisplayName", "KmsMasterKeyId")) {
      assertThat(made.path(text).asText()).as(text).isEqualTo(topic.text(text));
    }
  }

  @Test
  void the_dashboard_shows_the_resources_of_this_stack() throws IOException, InterruptedException {
    JsonNode made =
        deployed.aws(
            "cloudwatch", "get-dashboard", Map.of("DashboardName", deployed.id("Dashboard")));

    JsonNode body = JSON.readTree(made.path("DashboardBody").asText());
    assertThat(body).isEqualTo(JSON.readTree(stack.resource("Dashboard").text("DashboardBody")));
    assertThat(body.toString()).contains(deployed.id("WorkerFunction"));
  }

  @Test
  void each_log_group_is_kept_as_long_as_it_should() throws IOException, InterruptedException {
    JsonNode made =
        deployed
            .aws("logs", "describe-log-groups", Map.of("logGroupNamePrefix", DeployedStack.NAME))
            .path("logGroups");

    Map<String, Integer> days = new LinkedHashMap<>();
    made.forEach(
        group ->
            days.put(group.path("logGroupName").asText(), group.path("retentionInDays").asInt()));
    Map<String, Integer> expected = new LinkedHashMap<>();
    stack
        .ofType("AWS::Logs::LogGroup")
        .forEach(group -> expected.put(deployed.id(group.name()), group.number("RetentionInDays")));
    assertThat(days).hasSize(3).isEqualTo(expected);
  }
}
