package dev.everhook.embedded;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** A queue whose batches a test hands over one by one, and whose receive waits for them. */
final class StubSqs implements SqsClient {
  final CountDownLatch receiving = new CountDownLatch(1);
  final BlockingQueue<ChangeMessageVisibilityBatchRequest> visibilities =
      new LinkedBlockingQueue<>();
  final BlockingQueue<DeleteMessageBatchRequest> deletes = new LinkedBlockingQueue<>();

  private final Set<String> undeletable = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<List<Message>> batches = new SynchronousQueue<>();
  private volatile boolean ended;

  /** A message that is not deleted, whoever asks. */
  void keep(String id) {
    undeletable.add("receipt-" + id);
  }

  /** Returns when a poller has the batch in hand. */
  void hand(String id) throws InterruptedException {
    Message message = Message.builder().messageId(id).receiptHandle("receipt-" + id).build();
    if (!batches.offer(List.of(message), 10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nobody receives " + id);
    }
  }

  @Override
  public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
    receiving.countDown();
    try {
      while (!ended) {
        List<Message> batch = batches.poll(10, TimeUnit.MILLISECONDS);
        if (batch != null) {
          return ReceiveMessageResponse.builder().messages(batch).build();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ReceiveMessageResponse.builder().build();
  }

  @Override
  public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
      ChangeMessageVisibilityBatchRequest request) {
    visibilities.add(request);
    return ChangeMessageVisibilityBatchResponse.builder().build();
  }

  @Override
  public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
    deletes.add(request);
    return DeleteMessageBatchResponse.builder()
        .successful(
            request.entries().stream()
                .filter(entry -> !undeletable.contains(entry.receiptHandle()))
                .map(entry -> DeleteMessageBatchResultEntry.builder().id(entry.id()).build())
                .toList())
        .build();
  }

  /** From now on it has no messages, at once. */
  void end() {
    ended = true;
  }

  @Override
  public String serviceName() {
    return "sqs";
  }

  @Override
  public void close() {}
}
