package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueRulesTest {
  private static final String QUEUE = "AWS::SQS::Queue";

  /** By which resources could be named. Not FunctionName: a mapping says by it whose it is. */
  private static final String[] NAMES = {
    "QueueName",
    "TableName",
    "RoleName",
    "TopicName",
    "AlarmName",
    "DashboardName",
    "LogGroupName",
    "BucketName",
    "Name"
  };

  static List<String> queues() {
    return Stacks.PLAIN.ofType(QUEUE).stream().map(Resource::name).toList();
  }

  static List<String> guarded() {
    return List.of("RefreshQueue", "DeadLetterQueue", "SchedulerDeadLetterQueue", "ArchiveBucket");
  }

  @Test
  void the_scheduler_has_a_dead_letter_queue_of_its_own() {
    assertThat(queues())
        .containsExactly("RefreshQueue", "DeadLetterQueue", "SchedulerDeadLetterQueue");
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void plain_transport_is_refused(String name) {
    assertThat(
            Stacks.statements(
                Stacks.PLAIN,
                s ->
                    !s.allows()
                        && s.resources().contains("${" + name + ".Arn}")
                        && "*".equals(s.fields().get("Principal"))
                        && Map.of("Bool", Map.of("aws:SecureTransport", "false"))
                            .equals(s.fields().get("Condition"))))
        .hasSize(1)
        .allSatisfy(s -> assertThat(s.actions()).isIn(List.of("sqs:*"), List.of("s3:*")));
  }

  @Test
  void a_policy_is_of_the_queue_that_it_names() {
    for (Resource policy : Stacks.PLAIN.ofType("AWS::SQS::QueuePolicy")) {
      String queue = policy.name().replace("Policy", "");
      assertThat(policy.list("Queues")).isEqualTo(List.of("${" + queue + "}"));
    }
  }

  @ParameterizedTest
  @MethodSource("queues")
  void a_queue_is_encrypted_with_the_deployers_key_or_by_sqs(String name) {
    assertThat(Stacks.PLAIN.resource(name).properties())
        .containsEntry("SqsManagedSseEnabled", true)
        .doesNotContainKey("KmsMasterKeyId");
    assertThat(Stacks.FULL.resource(name).properties())
        .containsEntry("KmsMasterKeyId", Stacks.KEY)
        .doesNotContainKey("SqsManagedSseEnabled");
  }

  @Test
  void only_the_refresh_queue_hands_on_to_the_dead_letter_queue() {
    Resource refresh = Stacks.PLAIN.resource("RefreshQueue");
    String arn =
        "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:" + refresh.text("QueueName");

    assertThat(refresh.map("RedrivePolicy"))
        .isEqualTo(Map.of("deadLetterTargetArn", "${DeadLetterQueue.Arn}", "maxReceiveCount", 60));
    assertThat(Stacks.PLAIN.resource("DeadLetterQueue").map("RedriveAllowPolicy"))
        .isEqualTo(Map.of("redrivePermission", "byQueue", "sourceQueueArns", List.of(arn)));
    assertThat(Stacks.PLAIN.resource("SchedulerDeadLetterQueue").map("RedriveAllowPolicy"))
        .isEqualTo(Map.of("redrivePermission", "denyAll"));
  }

  /** So that many stacks live in one account: all but one have the names that AWS gives them. */
  @Test
  void a_name_is_of_one_stack_alone() {
    assertThat(Stacks.PLAIN.resource("RefreshQueue").text("QueueName")).endsWith("-0");
    for (Resource resource : Stacks.FULL.resources().values()) {
      if (!resource.name().equals("RefreshQueue")) {
        assertThat(resource.properties()).doesNotContainKeys(NAMES);
      }
    }
    assertThat(Stacks.PLAIN.resource("WorkerFunction").has("FunctionName")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DeadLetterQueue", "SchedulerDeadLetterQueue"})
  void dead_letters_are_kept_for_14_days_and_refreshes_for_13(String name) {
    assertThat(Stacks.PLAIN.resource(name).number("MessageRetentionPeriod")).isEqualTo(1_209_600);
    assertThat(Stacks.PLAIN.resource("RefreshQueue").number("MessageRetentionPeriod"))
        .isEqualTo(1_123_200);
  }
}
