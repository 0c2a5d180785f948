package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.infra.MotoServer.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What infra/deploy and infra/destroy say, do, and leave behind. */
@ExtendWith(Emulation.class)
@Execution(ExecutionMode.CONCURRENT)
class DeployScriptsIT {
  private final EmulatedAccount account;

  DeployScriptsIT(EmulatedAccount account) {
    this.account = account;
  }

  @Test
  void a_dry_run_shows_what_it_would_do_and_leaves_nothing()
      throws IOException, InterruptedException {
    Result result = account.infra("deploy", "third", "--dry-run", "WebhookUrl=" + Stacks.WEBHOOK);

    assertThat(result.status()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("RefreshQueue")
        .contains("That is what would change; nothing was changed.");
    assertThat(isThere("third")).isFalse();
  }

  private boolean isThere(String stack) throws IOException, InterruptedException {
    return account
            .moto()
            .run("aws", "cloudformation", "describe-stacks", "--stack-name", stack)
            .status()
        == 0;
  }

  @Test
  void it_says_what_is_missing_before_it_begins() throws IOException, InterruptedException {
    assertThat(account.infra("deploy", "fifth", "--bucket", "nowhere", "WebhookUrl=https://a"))
        .satisfies(
            result -> {
              assertThat(result.status()).isEqualTo(2);
              assertThat(result.output()).contains("the bucket nowhere is not there");
            });
    assertThat(account.infra("deploy", "fifth").output()).contains("WebhookUrl: is missing");
    assertThat(account.infra("destroy", "fifth", "--yes").output())
        .contains("there is no stack fifth");
  }

  /**
   * The emulator takes each parameter that was left to its default for a changed one, and then
   * forgets the table, which it cannot update: so all are given here.
   */
  @Test
  void the_schedule_is_started_once_the_secret_is_filled_and_data_outlives_the_stack()
      throws IOException, InterruptedException {
    String secret =
        account
            .aws("secretsmanager", "create-secret", Map.of("Name", "fourth"))
            .at("/ARN")
            .asText();
    List<String> all = new ArrayList<>(List.of("fourth", "SecretArn=" + secret));
    all.addAll(List.of("WebhookUrl=" + Stacks.WEBHOOK, "KmsKeyArn=" + account.key()));
    for (Parameter parameter : Stacks.TEMPLATE.parameters().values()) {
      if (all.stream().noneMatch(given -> given.startsWith(parameter.name() + "="))) {
        all.add(parameter.name() + "=" + parameter.defaultValue());
      }
    }
    assertThat(account.infra("deploy", all.toArray(String[]::new)).output())
        .contains("The secret has no token yet: the schedule is left disabled.");
    assertThat(scheduleState("fourth")).isEqualTo("DISABLED");
    Path token =
        Files.writeString(account.moto().folder().resolve("secret.json"), "{\"token\":\"t\"}");
    assertThat(
            account
                .moto()
                .aws(
                    "secretsmanager",
                    "put-secret-value",
                    "--secret-id",
                    secret,
                    "--secret-string",
                    "file://" + token)
                .path("VersionStages"))
        .isNotEmpty();

    Result update = account.infra("deploy", "fourth", "ScheduleState=ENABLED");

    assertThat(update.status()).as(update.output()).isZero();
    assertThat(update.output()).contains("UPDATE_COMPLETE").doesNotContain("Fill the secret");
    assertThat(scheduleState("fourth")).isEqualTo("ENABLED");

    Result destroy = account.infra("destroy", "fourth", "--yes");

    assertThat(destroy.status()).as(destroy.output()).isZero();
    assertThat(destroy.output())
        .contains("The stack is gone. Kept")
        .contains("fourth-LedgerTable-")
        .contains("fourth-DeadLetterQueue-");
    assertThat(isThere("fourth")).isFalse();
  }

  /** As the redrive function is told it. */
  private String scheduleState(String stack) throws IOException, InterruptedException {
    JsonNode functions = account.aws("lambda", "list-functions", Map.of()).path("Functions");
    for (JsonNode function : functions) {
      if (function.path("FunctionName").asText().startsWith(stack + "-RedriveFunction-")) {
        return function.at("/Environment/Variables/SCHEDULE_STATE").asText();
      }
    }
    throw new IllegalStateException("no redrive function: " + functions);
  }

  /** By the two commands of the AWS CLI alone, as the README has them for those without Bash. */
  @Test
  void
      a_stack_made_without_the_script_has_outputs_that_the_command_reads_and_is_deleted_with_its_data()
          throws IOException, InterruptedException {
    Path packaged = account.moto().folder().resolve("packaged.yaml");
    Result result =
        account
            .moto()
            .run(
                "aws",
                "cloudformation",
                "package",
                "--template-file",
                "everhook.yaml",
                "--s3-bucket",
                EmulatedAccount.BUCKET,
                "--output-template-file",
                packaged.toString());
    assertThat(result.status()).as(result.output()).isZero();
    // The emulator knows the older of the two policies alone.
    Files.writeString(
        packaged, Files.readString(packaged).replace("RetainExceptOnCreate", "Retain"));
    account
        .moto()
        .aws(
            "cloudformation",
            "create-stack",
            "--stack-name",
            "second",
            "--capabilities",
            "CAPABILITY_IAM",
            "--template-body",
            "file://" + packaged,
            "--parameters",
            "ParameterKey=WebhookUrl,ParameterValue=" + Stacks.WEBHOOK,
            "ParameterKey=SecretArn,ParameterValue=" + account.secret());

    JsonNode outputs =
        account
            .moto()
            .aws("cloudformation", "describe-stacks", "--stack-name", "second")
            .at("/Stacks/0/Outputs");
    assertThat(outputs)
        .extracting(output -> output.path("OutputKey").asText())
        .contains("WorkerFunction", "EnqueueFunction", "RedriveFunction", "WorkerMapping");
    assertThat(outputs.toString()).contains("second-WorkerFunction-");
    String queue = output(outputs, "DeadLetterQueueUrl");
    assertThat(account.moto().queueAttributes(queue).path("SqsManagedSseEnabled").asText())
        .isEqualTo("true");

    Result destroy = account.infra("destroy", "second", "--yes", "--delete-data");

    assertThat(destroy.status()).as(destroy.output()).isZero();
    assertThat(destroy.output())
        .contains("deleted  AWS::SQS::Queue  " + queue)
        .contains("deleted  AWS::DynamoDB::Table  " + output(outputs, "LedgerTable"))
        .contains("deleted  AWS::S3::Bucket  " + output(outputs, "ArchiveBucket"))
        .contains("deleted  AWS::Logs::LogGroup  ")
        .contains("The stack and its data are gone.")
        .doesNotContain("  kept ");
  }

  private static String output(JsonNode outputs, String name) {
    for (JsonNode output : outputs) {
      if (output.path("OutputKey").asText().equals(name)) {
        return output.path("OutputValue").asText();
      }
    }
    throw new IllegalArgumentException("no output " + name + ": " + outputs);
  }
}
