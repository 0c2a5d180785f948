package dev.everhook.redrive;

import dev.everhook.core.AwsClients;
import dev.everhook.core.LambdaEventLog;
import dev.everhook.core.Settings;
import dev.everhook.core.SqsRefreshQueue;
import dev.everhook.core.ledger.DynamoLedgerStore;
import dev.everhook.core.ledger.DynamoOperationStore;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The environment of the function, which the template writes.
 *
 * @param refreshQueueUrl the refresh queue
 * @param deadLetterQueueUrl the dead-letter queue
 * @param schedulerDeadLetterQueueUrl the scheduler's own dead-letter queue; null for none
 * @param ledgerTable the ledger's table
 * @param archiveBucket the bucket of archives; null for none
 * @param visibility the visibility timeout of the refresh queue
 * @param schedule what is known of the schedule
 */
record RedriveEnvironment(
    URI refreshQueueUrl,
    URI deadLetterQueueUrl,
    @Nullable URI schedulerDeadLetterQueueUrl,
    String ledgerTable,
    String urlSuffix,
    @Nullable String archiveBucket,
    Duration visibility,
    ScheduleFacts schedule) {

  static final List<String> NAMES =
      List.of(
          "RefreshQueueUrl",
          "DeadLetterQueueUrl",
          "SchedulerDeadLetterQueueUrl",
          "LedgerTable",
          "UrlSuffix",
          "ArchiveBucket",
          "Visibility",
          "ScheduleArn",
          "ScheduleExpression",
          "ScheduleTimezone",
          "ScheduleStartDate",
          "ScheduleState",
          "FlexibleWindowMinutes");

  /** The longest visibility timeout of a queue, in seconds. */
  private static final int LONGEST_VISIBILITY = 43_200;

  /** The widest window of a schedule: a day. */
  private static final int WIDEST_WINDOW = 1_440;

  /**
   * @throws dev.everhook.core.InvalidSettingsException with every problem
   */
  static RedriveEnvironment of(Map<String, String> variables) {
    return Settings.read(
        Settings.fromEnvironment(variables, NAMES),
        settings ->
            new RedriveEnvironment(
                settings.url("RefreshQueueUrl"),
                settings.url("DeadLetterQueueUrl"),
                settings.optional("SchedulerDeadLetterQueueUrl").isPresent()
                    ? settings.url("SchedulerDeadLetterQueueUrl")
                    : null,
                settings.text("LedgerTable"),
                settings.text("UrlSuffix"),
                settings.optional("ArchiveBucket").orElse(null),
                settings.seconds("Visibility", 0, LONGEST_VISIBILITY),
                new ScheduleFacts(
                    settings.text("ScheduleArn"),
                    settings.text("ScheduleExpression"),
                    settings.text("ScheduleTimezone"),
                    startDate(settings),
                    settings.text("ScheduleState"),
                    null,
                    settings.integer("FlexibleWindowMinutes", 0, WIDEST_WINDOW))));
  }

  private static @Nullable Instant startDate(Settings settings) {
    Optional<String> text = settings.optional("ScheduleStartDate");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Instant.parse(text.get());
    } catch (DateTimeException e) {
      return settings.problem(
          "ScheduleStartDate",
          "must be an instant as in ISO 8601, such as 2026-01-31T12:00:00Z",
          Instant.EPOCH);
    }
  }

  /** All that the function works with in AWS. */
  static Ports read(Map<String, String> variables) {
    return of(variables).ports();
  }

  private Ports ports() {
    InstantSource clock = InstantSource.system();
    SqsClient sqs = AwsClients.sqs();
    return new Ports(
        new SqsRefreshQueue(sqs, refreshQueueUrl, clock),
        new SqsRefreshQueue(sqs, deadLetterQueueUrl, clock),
        schedulerDeadLetterQueueUrl == null
            ? null
            : new SqsRefreshQueue(sqs, schedulerDeadLetterQueueUrl, clock),
        DynamoLedgerStore.ledger(ledgerTable, urlSuffix),
        DynamoOperationStore.operations(ledgerTable, urlSuffix),
        archiveBucket == null
            ? null
            : new S3ArchiveStore(
                S3Client.builder().httpClientBuilder(AwsClients.http()).build(), archiveBucket),
        OldestAge.unknown(),
        schedule,
        new RedriveSettings(visibility),
        LambdaEventLog.ofThisFunction(),
        clock,
        Sleeper.system());
  }
}
