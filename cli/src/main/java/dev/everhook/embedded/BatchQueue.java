package dev.everhook.embedded;

import dev.everhook.core.EventLog;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.SqsRefreshQueue;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The refresh queue as Lambda's pollers see it: batches of messages with all that SQS says of them.
 */
final class BatchQueue {
  private static final Duration LONG_POLL = Duration.ofSeconds(1);

  private final SqsClient sqs;
  private final URI url;
  private final String arn;
  private final int batchSize;
  private final InstantSource clock;
  private final EventLog log;
  private final SqsRefreshQueue queue;

  /**
   * @param batchSize how many messages a batch has at the most
   */
  BatchQueue(SqsClient sqs, URI url, String arn, int batchSize, InstantSource clock, EventLog log) {
    this.sqs = sqs;
    this.url = url;
    this.arn = arn;
    this.batchSize = batchSize;
    this.clock = clock;
    this.log = log;
    this.queue = new SqsRefreshQueue(sqs, url, clock);
  }

  String arn() {
    return arn;
  }

  int batchSize() {
    return batchSize;
  }

  List<Message> receive() {
    return sqs.receiveMessage(
            call ->
                call.queueUrl(url.toString())
                    .maxNumberOfMessages(batchSize)
                    .waitTimeSeconds((int) LONG_POLL.toSeconds())
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  /** Deletes what is done; what the queue keeps all the same is in the log. */
  void delete(List<Message> done) {
    try {
      queue
          .delete(received(done))
          .forEach(left -> kept(left.id(), "it is done, but the queue did not delete it"));
    } catch (RuntimeException e) {
      done.forEach(message -> kept(message.messageId(), "it is done, but not deleted: " + e));
    }
  }

  private void kept(String messageId, String problem) {
    log.write(new PipelineEvent.MessageKept(messageId, problem));
  }

  /** Makes messages visible at once; those that the queue passes over are so at the next start. */
  void giveBack(List<Message> batch) {
    queue.release(received(batch));
  }

  private List<ReceivedMessage> received(List<Message> batch) {
    return batch.stream()
        .map(message -> SqsRefreshQueue.received(message, clock.instant()))
        .toList();
  }
}
