package dev.everhook.worker;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.everhook.core.FunctionContext;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lambda's event source mapping: receives what is visible, invokes the worker with it, and deletes
 * what the worker does not report as failed.
 */
final class EventSource {
  private static final Duration VISIBILITY = Duration.ofMinutes(90);

  private EventSource() {}

  /** What came of one invocation, by message id, each in the batch's order. */
  record Invocation(List<String> batch, List<String> failed) {}

  /** Invokes the worker once, with all messages that are visible. */
  static Invocation invoke(RefreshQueue queue, DeliveryHandler worker, Duration remaining) {
    List<ReceivedMessage> batch = new ArrayList<>();
    List<ReceivedMessage> received = queue.receive(10, VISIBILITY, Duration.ZERO);
    while (!received.isEmpty()) {
      batch.addAll(received);
      received = queue.receive(10, VISIBILITY, Duration.ZERO);
    }
    SQSEvent event = new SQSEvent();
    event.setRecords(batch.stream().map(EventSource::asLambdaPassesIt).toList());
    List<String> failed =
        worker.handleRequest(event, new FunctionContext(remaining)).getBatchItemFailures().stream()
            .map(BatchItemFailure::getItemIdentifier)
            .toList();
    queue.delete(batch.stream().filter(message -> !failed.contains(message.id())).toList());
    return new Invocation(batch.stream().map(ReceivedMessage::id).toList(), failed);
  }

  private static SQSMessage asLambdaPassesIt(ReceivedMessage message) {
    SQSMessage passed = new SQSMessage();
    passed.setMessageId(message.id());
    passed.setReceiptHandle(message.receipt());
    passed.setBody(message.body());
    passed.setAttributes(
        Map.of(
            "ApproximateReceiveCount", Integer.toString(message.receiveCount()),
            "SentTimestamp", Long.toString(message.sentAt().toEpochMilli()),
            "ApproximateFirstReceiveTimestamp",
                Long.toString(message.firstReceivedAt().toEpochMilli())));
    Map<String, MessageAttribute> attributes = new HashMap<>();
    message
        .attributes()
        .forEach(
            (name, value) -> {
              MessageAttribute attribute = new MessageAttribute();
              attribute.setDataType("String");
              attribute.setStringValue(value);
              attributes.put(name, attribute);
            });
    passed.setMessageAttributes(attributes);
    return passed;
  }
}
