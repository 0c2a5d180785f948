package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.infra.MotoServer.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What infra/deploy and infra/destroy say, and what they leave behind. */
class DeployScriptsIT extends EmulatedAccount {

  @Test
  void another_stack_lives_beside_it_with_outputs_that_the_command_reads()
      throws IOException, InterruptedException {
    Path packaged = moto().folder().resolve("packaged.yaml");
    Result result =
        moto()
            .run(
                "aws",
                "cloudformation",
                "package",
                "--template-file",
                "everhook.yaml",
                "--s3-bucket",
                "code",
                "--output-template-file",
                packaged.toString());
    assertThat(result.status()).as(result.output()).isZero();
    moto()
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
            "ParameterKey=SecretArn,ParameterValue=" + secret());

    JsonNode outputs =
        moto()
            .aws("cloudformation", "describe-stacks", "--stack-name", "second")
            .path("Stacks")
            .path(0)
            .path("Outputs");
    assertThat(outputs)
        .extracting(output -> output.path("OutputKey").asText())
        .contains("WorkerFunction", "EnqueueFunction", "RedriveFunction", "WorkerMapping");
    assertThat(outputs.toString()).contains("second-WorkerFunction-");
  }

  @Test
  void a_dry_run_shows_what_it_would_do_and_leaves_nothing()
      throws IOException, InterruptedException {
    Result result =
        infra(
            "deploy",
            "third",
            "--no-build",
            "--bucket",
            "code",
            "--dry-run",
            "WebhookUrl=" + Stacks.WEBHOOK);

    assertThat(result.status()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("RefreshQueue")
        .contains("That is what would change; nothing was changed.");
    assertThat(
            moto()
                .run("aws", "cloudformation", "describe-stacks", "--stack-name", "third")
                .status())
        .isNotZero();
  }

  @Test
  void it_says_what_is_missing_before_it_begins() throws IOException, InterruptedException {
    assertThat(infra("deploy", "third", "--bucket", "nowhere", "WebhookUrl=" + Stacks.WEBHOOK))
        .satisfies(
            result -> {
              assertThat(result.status()).isEqualTo(2);
              assertThat(result.output()).contains("the bucket nowhere is not there");
            });
    assertThat(infra("deploy", "third", "--bucket", "code", "--no-build").output())
        .contains("WebhookUrl: is missing");
    assertThat(infra("destroy", "third", "--yes").output()).contains("there is no stack third");
  }

  @Test
  void destroying_a_stack_names_the_data_that_it_keeps() throws IOException, InterruptedException {
    infra(
        "deploy",
        "fourth",
        "--no-build",
        "--bucket",
        "code",
        "WebhookUrl=" + Stacks.WEBHOOK,
        "SecretArn=" + secret());

    Result result = infra("destroy", "fourth", "--yes");

    assertThat(result.status()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("The stack is gone. Kept")
        .contains("fourth-LedgerTable-")
        .contains("fourth-DeadLetterQueue-");
  }
}
