package dev.everhook.worker;

import dev.everhook.core.AwsClients;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.Settings;
import dev.everhook.core.SqsRefreshQueue;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What the worker finds in a Lambda environment. */
record WorkerEnvironment(
    WorkerSettings settings,
    SecretSource secrets,
    RefreshQueue refreshQueue,
    RefreshQueue deadLetters) {

  private record Values(
      WorkerSettings settings, URI refreshQueueUrl, URI deadLetterQueueUrl, String secretArn) {}

  /**
   * @throws dev.everhook.core.InvalidSettingsException with every problem
   */
  static WorkerEnvironment read(Map<String, String> environment) {
    List<String> names =
        Stream.concat(
                WorkerSettings.NAMES.stream(),
                Stream.of("RefreshQueueUrl", "DeadLetterQueueUrl", "SecretArn"))
            .toList();
    Values values =
        Settings.read(
            Settings.fromEnvironment(environment, names),
            read ->
                new Values(
                    WorkerSettings.read(read),
                    read.url("RefreshQueueUrl"),
                    read.url("DeadLetterQueueUrl"),
                    read.text("SecretArn")));
    InstantSource clock = InstantSource.system();
    SqsClient sqs = AwsClients.sqs();
    SecretsManagerClient secretsManager =
        SecretsManagerClient.builder().httpClientBuilder(AwsClients.http()).build();
    return new WorkerEnvironment(
        values.settings,
        new SecretsManagerSource(secretsManager, values.secretArn, clock),
        new SqsRefreshQueue(sqs, values.refreshQueueUrl, clock),
        new SqsRefreshQueue(sqs, values.deadLetterQueueUrl, clock));
  }
}
