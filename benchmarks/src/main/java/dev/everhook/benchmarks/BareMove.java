package dev.everhook.benchmarks;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Moves all messages from queue to queue with batch calls of the SDK, and nothing around them. */
record BareMove(SqsClient sqs, URI from, URI to) {
  private static final int LANES = 8;

  /** Returns how long it took, in seconds. */
  double run() throws Exception {
    long start = System.nanoTime();
    Callable<Boolean> lane =
        () -> {
          while (movesSome()) {}
          return true;
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> ended : threads.invokeAll(Collections.nCopies(LANES, lane))) {
        ended.get();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private boolean movesSome() {
    List<Message> batch =
        sqs.receiveMessage(
                call ->
                    call.queueUrl(from.toString())
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All"))
            .messages();
    if (batch.isEmpty()) {
      return false;
    }
    sqs.sendMessageBatch(
        call ->
            call.queueUrl(to.toString())
                .entries(
                    IntStream.range(0, batch.size())
                        .mapToObj(
                            i ->
                                SendMessageBatchRequestEntry.builder()
                                    .id(Integer.toString(i))
                                    .messageBody(batch.get(i).body())
                                    .messageAttributes(batch.get(i).messageAttributes())
                                    .build())
                        .toList()));
    sqs.deleteMessageBatch(
        call ->
            call.queueUrl(from.toString())
                .entries(
                    IntStream.range(0, batch.size())
                        .mapToObj(
                            i ->
                                DeleteMessageBatchRequestEntry.builder()
                                    .id(Integer.toString(i))
                                    .receiptHandle(batch.get(i).receiptHandle())
                                    .build())
                        .toList()));
    return true;
  }
}
