package dev.everhook.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The API of one queue, as one function meets it: Everhook's own adapter for SQS stands on it. */
final class SqsCalls implements SqsClient {
  private static final long LOOKED_EACH = 250;

  private final World world;
  private final SimulatedQueue queue;
  private final Life life;

  SqsCalls(World world, SimulatedQueue queue, Life life) {
    this.world = world;
    this.queue = queue;
    this.life = life;
  }

  private <T> T call(String what, Supplier<T> effect) {
    String place = what + " " + queue.place();
    return life.call(
        place,
        world.outages().isQueueDown(),
        effect,
        () -> SdkClientException.create("no answer to " + place));
  }

  @Override
  public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
    return call("send to", () -> sent(request.entries()));
  }

  private SendMessageBatchResponse sent(List<SendMessageBatchRequestEntry> entries) {
    List<BatchResultErrorEntry> failed = new ArrayList<>();
    SendMessageBatchResponse.Builder answer = SendMessageBatchResponse.builder();
    List<SendMessageBatchResultEntry> successful = new ArrayList<>();
    for (SendMessageBatchRequestEntry entry : entries) {
      Map<String, String> attributes = new HashMap<>();
      entry.messageAttributes().forEach((name, value) -> attributes.put(name, value.stringValue()));
      Optional<Fault> fault =
          world
              .faults()
              .strike(
                  "entry of " + world.cases().of(entry.messageBody(), attributes),
                  Fault.ENTRY_FAILS,
                  Fault.ATTRIBUTES_REFUSED);
      if (fault.isPresent() && fault.get() == Fault.ENTRY_FAILS) {
        failed.add(failure(entry.id(), "InternalError", false));
      } else if (fault.isPresent() && attributes.containsKey("attempts")) {
        failed.add(failure(entry.id(), "InvalidParameterValue", true));
      } else {
        String id = queue.send(entry.messageBody(), Map.copyOf(attributes));
        world.operators().sent(life, queue, world.cases().of(entry.messageBody(), attributes));
        successful.add(SendMessageBatchResultEntry.builder().id(entry.id()).messageId(id).build());
      }
    }
    return answer.successful(successful).failed(failed).build();
  }

  private static BatchResultErrorEntry failure(String id, String code, boolean senderFault) {
    return BatchResultErrorEntry.builder().id(id).code(code).senderFault(senderFault).build();
  }

  @Override
  public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
    return call(
        "receive from",
        () -> {
          poll(Duration.ofSeconds(request.waitTimeSeconds()).toMillis());
          return ReceiveMessageResponse.builder()
              .messages(
                  queue
                      .receive(
                          request.maxNumberOfMessages(),
                          Duration.ofSeconds(request.visibilityTimeout()))
                      .stream()
                      .map(SqsCalls::message)
                      .toList())
              .build();
        });
  }

  /** Waits for a message. */
  private void poll(long longest) {
    for (long waited = 0; waited < longest && queue.visible() == 0; waited += LOOKED_EACH) {
      life.pause(LOOKED_EACH);
    }
  }

  private static Message message(SimulatedQueue.Stored stored) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    stored.attributes.forEach(
        (name, value) ->
            attributes.put(
                name,
                MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    Map<MessageSystemAttributeName, String> system =
        new HashMap<>(
            Map.of(
                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                Integer.toString(stored.receives),
                MessageSystemAttributeName.SENT_TIMESTAMP,
                Long.toString(stored.sentAt),
                MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP,
                Long.toString(stored.firstReceivedAt)));
    if (stored.wasMoved) {
      system.put(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, "arn:aws:sqs:refresh");
    }
    return Message.builder()
        .messageId(stored.id)
        .receiptHandle(stored.receipt)
        .body(stored.body)
        .messageAttributes(attributes)
        .attributes(system)
        .build();
  }

  @Override
  public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
    return call(
        "delete from",
        () -> {
          request.entries().forEach(entry -> queue.delete(entry.receiptHandle()));
          return DeleteMessageBatchResponse.builder()
              .successful(
                  request.entries().stream()
                      .map(DeleteMessageBatchRequestEntry::id)
                      .map(id -> DeleteMessageBatchResultEntry.builder().id(id).build())
                      .toList())
              .build();
        });
  }

  @Override
  public ChangeMessageVisibilityResponse changeMessageVisibility(
      ChangeMessageVisibilityRequest request) {
    return call(
        "hide in",
        () -> {
          hide(request.receiptHandle(), request.visibilityTimeout());
          return ChangeMessageVisibilityResponse.builder().build();
        });
  }

  private void hide(String receipt, int seconds) {
    Optional<String> refusal = queue.hide(receipt, Duration.ofSeconds(seconds).toMillis());
    if (refusal.isEmpty()) {
      return;
    }
    if (refusal.get().equals("InvalidParameterValue") && !life.hasStalled()) {
      world.violated(life.name() + " asks to hide a message beyond 12 hours from its receive");
    }
    throw SqsException.builder()
        .awsErrorDetails(
            AwsErrorDetails.builder().errorCode(refusal.get()).errorMessage("so it says").build())
        .build();
  }

  @Override
  public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
      ChangeMessageVisibilityBatchRequest request) {
    return call(
        "release in",
        () -> {
          request
              .entries()
              .forEach(
                  entry ->
                      queue.hide(
                          entry.receiptHandle(),
                          Duration.ofSeconds(entry.visibilityTimeout()).toMillis()));
          return ChangeMessageVisibilityBatchResponse.builder().build();
        });
  }

  @Override
  public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
    return call(
        "measure",
        () -> {
          long visible = queue.visible();
          return GetQueueAttributesResponse.builder()
              .attributes(
                  Map.of(
                      QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                      Long.toString(visible),
                      QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                      Long.toString(queue.messages().size() - visible)))
              .build();
        });
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
