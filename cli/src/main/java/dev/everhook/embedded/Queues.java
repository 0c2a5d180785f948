package dev.everhook.embedded;

import dev.everhook.core.EventLog;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.SqsRefreshQueue;
import dev.everhook.embedded.sqs.EmbeddedSqs;
import dev.everhook.embedded.sqs.QueueDefinition;
import dev.everhook.embedded.sqs.RedrivePolicy;
import dev.everhook.redrive.OldestAge;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The queues of a run.
 *
 * @param sqs a client of the server
 */
record Queues(EmbeddedSqs server, SqsClient sqs, InstantSource clock) {
  private static final String REFRESH = "everhook-refresh";
  private static final String DEAD_LETTERS = "everhook-dead-letters";
  private static final String SCHEDULER_DEAD_LETTERS = "everhook-scheduler-dead-letters";
  private static final Duration DEAD_LETTER_VISIBILITY = Duration.ofMinutes(1);

  /**
   * What the server must have. In AWS a dead letter is kept for 14 days; here it is kept until it
   * is deleted, since the server knows no retention.
   */
  static List<QueueDefinition> definitions(RunSettings settings) {
    return List.of(
        QueueDefinition.of(SCHEDULER_DEAD_LETTERS, DEAD_LETTER_VISIBILITY),
        QueueDefinition.of(DEAD_LETTERS, DEAD_LETTER_VISIBILITY),
        QueueDefinition.of(REFRESH, settings.worker().times().visibility())
            .withRedrivePolicy(
                new RedrivePolicy(DEAD_LETTERS, settings.worker().times().maxReceiveCount())));
  }

  RefreshQueue refresh() {
    return port(REFRESH);
  }

  RefreshQueue deadLetters() {
    return port(DEAD_LETTERS);
  }

  RefreshQueue schedulerDeadLetters() {
    return port(SCHEDULER_DEAD_LETTERS);
  }

  private RefreshQueue port(String name) {
    return new SqsRefreshQueue(sqs, server.queueUrl(name), clock);
  }

  /** The refresh queue for a worker, whose waits must outlive the run. */
  RefreshQueue refreshOfWorker() {
    return new WaitRememberingQueue(refresh(), server, clock);
  }

  /** The refresh queue for what feeds the worker. */
  BatchQueue batches(int batchSize, EventLog log) {
    return new BatchQueue(sqs, refreshUrl(), server.queueArn(REFRESH), batchSize, clock, log);
  }

  URI refreshUrl() {
    return server.queueUrl(REFRESH);
  }

  URI deadLettersUrl() {
    return server.queueUrl(DEAD_LETTERS);
  }

  OldestAge oldestAge() {
    return () ->
        server
            .oldestSent(REFRESH)
            .map(sent -> Duration.between(sent, clock.instant()))
            .map(age -> age.isNegative() ? Duration.ZERO : age);
  }
}
