package dev.everhook.worker;

import dev.everhook.core.AwsClients;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.Settings;
import dev.everhook.core.SqsRefreshQueue;
import dev.everhook.core.aws.AwsAccess;
import dev.everhook.core.aws.AwsApi;
import dev.everhook.core.aws.AwsJsonService;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.DynamoLedgerStore;
import dev.everhook.core.ledger.LedgerRefusedException;
import dev.everhook.core.ledger.LedgerUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What the worker finds in a Lambda environment. */
record WorkerEnvironment(
    WorkerSettings settings,
    SecretSource secrets,
    DeliveryLedger ledger,
    RefreshQueue refreshQueue,
    RefreshQueue deadLetters) {

  /** What it reads, by parameter name. */
  static final List<String> NAMES =
      Stream.concat(
              WorkerSettings.NAMES.stream(),
              Stream.of(
                  "RefreshQueueUrl", "DeadLetterQueueUrl", "LedgerTable", "SecretArn", "UrlSuffix"))
          .toList();

  /** A call waits for the secret, and its time runs on meanwhile: 5 s with a second try. */
  private static final Duration LONGEST_TRY_OF_A_READ = Duration.ofMillis(2_400);

  private record Values(
      WorkerSettings settings,
      URI refreshQueueUrl,
      URI deadLetterQueueUrl,
      String ledgerTable,
      String secretArn,
      String urlSuffix) {}

  /**
   * @throws dev.everhook.core.InvalidSettingsException with every problem
   */
  static WorkerEnvironment read(Map<String, String> environment) {
    Values values =
        Settings.read(
            Settings.fromEnvironment(environment, NAMES),
            read ->
                new Values(
                    WorkerSettings.read(read),
                    read.url("RefreshQueueUrl"),
                    read.url("DeadLetterQueueUrl"),
                    read.text("LedgerTable"),
                    read.text("SecretArn"),
                    read.text("UrlSuffix")));
    InstantSource clock = InstantSource.system();
    // Built when a message must be hidden or sent: most never are, and a cold start is shorter by
    // it.
    Supplier<SqsClient> sqs = new OnFirstUse<>(AwsClients::sqs);
    DeliveryLedger ledger = DynamoLedgerStore.ledger(values.ledgerTable, values.urlSuffix);
    SecretSource secrets =
        new SecretsManagerSource(
            secretsManager(
                AwsAccess.ofFunction(AwsApi.SECRETS_MANAGER, values.urlSuffix, environment)),
            values.secretArn,
            clock);
    prime(ledger, secrets);
    return new WorkerEnvironment(
        values.settings,
        secrets,
        ledger,
        new SqsRefreshQueue(sqs, values.refreshQueueUrl, clock),
        new SqsRefreshQueue(sqs, values.deadLetterQueueUrl, clock));
  }

  /**
   * First calls load classes and shake hands, which could outlast the patience of a delivery, and
   * is done with more of a CPU during init. If they fail, the delivery will say so.
   */
  private static void prime(DeliveryLedger ledger, SecretSource secrets) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(
          () -> {
            try {
              secrets.current();
            } catch (SecretUnreadableException e) {
              return;
            }
          });
      ledger.prime();
    } catch (LedgerUnavailableException | LedgerRefusedException e) {
      return;
    }
  }

  /** Secrets Manager, within bounds of time. */
  static AwsJsonService secretsManager(AwsAccess access) {
    return new AwsJsonService(AwsApi.SECRETS_MANAGER, access, LONGEST_TRY_OF_A_READ);
  }
}
