package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.infra.Stacks.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionRulesTest {
  private static final String ROLE = "AWS::IAM::Role";

  static List<Stack> stacks() {
    return Stacks.both();
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void no_action_is_allowed_by_a_wildcard(Stack stack) {
    assertThat(Stacks.statements(stack, Statement::allows))
        .hasSizeGreaterThan(20)
        .allSatisfy(
            s -> assertThat(s.actions()).isNotEmpty().allMatch(action -> !action.contains("*")));
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void every_resource_is_named_where_aws_allows_a_name(Stack stack) {
    assertThat(Stacks.statements(stack, s -> s.allows() && s.resources().contains("*")))
        .allSatisfy(
            s ->
                assertThat(s.actions())
                    .containsExactly("xray:PutTraceSegments", "xray:PutTelemetryRecords"));
    assertThat(Stacks.statements(stack, Statement::allows))
        .allSatisfy(s -> assertThat(s.resources()).isNotEmpty());
  }

  @Test
  void each_function_has_a_role_of_its_own() {
    assertThat(
            Stacks.PLAIN.ofType(FunctionResource.TYPE).stream()
                .map(function -> function.text("Role"))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("${WorkerRole.Arn}", "${EnqueueRole.Arn}", "${RedriveRole.Arn}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ScheduleRole", "SweepRole"})
  void a_schedules_role_trusts_this_account_and_this_group_alone(String name) {
    String group =
        "arn:${AWS::Partition}:scheduler:${AWS::Region}:${AWS::AccountId}:schedule-group/${ScheduleGroup}";

    assertThat(trust(name))
        .isEqualTo(
            Map.of(
                "Effect",
                "Allow",
                "Principal",
                Map.of("Service", "scheduler.amazonaws.com"),
                "Action",
                "sts:AssumeRole",
                "Condition",
                Map.of(
                    "StringEquals",
                    Map.of("aws:SourceAccount", "${AWS::AccountId}", "aws:SourceArn", group))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"WorkerRole", "EnqueueRole", "RedriveRole"})
  void a_functions_role_trusts_lambda_alone(String name) {
    assertThat(trust(name).get("Principal")).isEqualTo(Map.of("Service", "lambda.amazonaws.com"));
  }

  @Test
  void there_is_no_role_besides() {
    assertThat(Stacks.FULL.ofType(ROLE)).hasSize(5);
  }

  private static Map<?, ?> trust(String role) {
    List<?> statements = Stacks.PLAIN.resource(role).list("AssumeRolePolicyDocument", "Statement");
    assertThat(statements).hasSize(1);
    return (Map<?, ?>) statements.getFirst();
  }

  /** What each calls, on what: the table of the adapters' calls. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WorkerRole | RefreshQueue.Arn | sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage
          WorkerRole | DeadLetterQueue.Arn | sqs:SendMessage
          WorkerRole | LedgerTable.Arn | dynamodb:GetItem dynamodb:PutItem
          WorkerRole | WebhookSecret | secretsmanager:GetSecretValue
          WorkerRole | ArchiveBucket.Arn | ''
          EnqueueRole | RefreshQueue.Arn | sqs:SendMessage
          EnqueueRole | LedgerTable.Arn | dynamodb:GetItem
          EnqueueRole | WebhookSecret | ''
          RedriveRole | RefreshQueue.Arn | sqs:GetQueueAttributes sqs:SendMessage
          RedriveRole | DeadLetterQueue.Arn | sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage sqs:SendMessage
          RedriveRole | SchedulerDeadLetterQueue.Arn | sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage
          RedriveRole | LedgerTable.Arn | dynamodb:BatchGetItem dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem
          RedriveRole | WebhookSecret | ''
          ScheduleRole | RefreshQueue.Arn | sqs:SendMessage
          ScheduleRole | SchedulerDeadLetterQueue.Arn | sqs:SendMessage
          SweepRole | RedriveFunction.Arn | lambda:InvokeFunction
          SweepRole | RefreshQueue.Arn | ''
          """)
  void a_role_may_do_what_its_owner_calls_and_no_more(String role, String on, String actions) {
    TreeSet<String> allowed = new TreeSet<>();
    Stacks.statements(
            Stacks.PLAIN, s -> s.in().equals(role) && s.resources().contains("${" + on + "}"))
        .forEach(s -> allowed.addAll(s.actions()));

    assertThat(String.join(" ", allowed)).isEqualTo(actions);
  }

  @Test
  void whoever_touches_encrypted_messages_may_use_the_key() {
    assertThat(
            Stacks.statements(Stacks.FULL, s -> s.allows() && s.resources().contains(Stacks.KEY)))
        .extracting(Statement::in)
        .containsExactlyInAnyOrder("WorkerRole", "EnqueueRole", "RedriveRole", "ScheduleRole");
    assertThat(
            Stacks.statements(
                Stacks.PLAIN, s -> s.actions().stream().anyMatch(a -> a.startsWith("kms:"))))
        .isEmpty();
  }

  @Test
  void the_topic_takes_alarms_of_this_account_alone() {
    assertThat(
            Stacks.statements(Stacks.PLAIN, s -> s.in().equals("AlarmTopicPolicy") && s.allows()))
        .hasSize(1)
        .allSatisfy(
            s ->
                assertThat(s.fields().get("Condition"))
                    .isEqualTo(
                        Map.of("StringEquals", Map.of("aws:SourceAccount", "${AWS::AccountId}"))));
  }
}
