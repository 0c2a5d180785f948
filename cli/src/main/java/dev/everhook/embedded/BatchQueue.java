package dev.everhook.embedded;

import dev.everhook.core.EventLog;
import dev.everhook.core.PipelineEvent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The refresh queue as Lambda's pollers see it: batches of messages with all that SQS says of them.
 *
 * @param batchSize how many messages a batch has at the most
 */
record BatchQueue(SqsClient sqs, URI url, String arn, int batchSize, EventLog log) {
  private static final Duration LONG_POLL = Duration.ofSeconds(1);

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
    if (done.isEmpty()) {
      return;
    }
    try {
      deleteAll(done);
    } catch (RuntimeException e) {
      done.forEach(message -> kept(message, "it is done, but not deleted: " + e));
    }
  }

  private void deleteAll(List<Message> done) {
    var entries =
        IntStream.range(0, done.size())
            .mapToObj(
                i ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(done.get(i).receiptHandle())
                        .build())
            .toList();
    sqs.deleteMessageBatch(call -> call.queueUrl(url.toString()).entries(entries))
        .failed()
        .forEach(
            entry ->
                kept(
                    done.get(Integer.parseInt(entry.id())),
                    "it is done, but the queue did not delete it: " + entry.code()));
  }

  /** Makes messages visible at once; those that the queue passes over are so at the next start. */
  void giveBack(List<Message> batch) {
    var entries =
        IntStream.range(0, batch.size())
            .mapToObj(
                i ->
                    ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(batch.get(i).receiptHandle())
                        .visibilityTimeout(0)
                        .build())
            .toList();
    sqs.changeMessageVisibilityBatch(call -> call.queueUrl(url.toString()).entries(entries));
  }

  private void kept(Message message, String problem) {
    log.write(new PipelineEvent.MessageKept(message.messageId(), problem));
  }
}
