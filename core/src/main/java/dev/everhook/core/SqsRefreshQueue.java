package dev.everhook.core;

import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.SENT_TIMESTAMP;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue of refresh requests in SQS. */
public final class SqsRefreshQueue implements RefreshQueue {
  private static final String UNAVAILABLE = "QueueUnavailable";

  /** The errors that say that a message itself cannot be sent, the last word of their codes. */
  private static final Set<String> OF_THE_MESSAGE =
      Set.of(
          "InvalidMessageContents",
          "InvalidParameterValue",
          "InvalidParameterCombination",
          "InvalidAttributeName",
          "InvalidAttributeValue",
          "MissingParameter",
          "MissingRequiredParameterException",
          "BatchRequestTooLong",
          "UnsupportedOperation");

  private final Supplier<SqsClient> client;
  private final String queueUrl;
  private final InstantSource clock;

  /**
   * @param client the client, which stays the caller's to close
   * @param queueUrl the queue's URL
   * @param clock tells when a message was received
   */
  public SqsRefreshQueue(SqsClient client, URI queueUrl, InstantSource clock) {
    this(() -> client, queueUrl, clock);
  }

  /**
   * @param client gives the client, which stays the caller's to close, each time that it is needed
   * @param queueUrl the queue's URL
   * @param clock tells when a message was received
   */
  public SqsRefreshQueue(Supplier<SqsClient> client, URI queueUrl, InstantSource clock) {
    this.client = client;
    this.queueUrl = queueUrl.toString();
    this.clock = clock;
  }

  @Override
  public List<SendResult> send(List<OutgoingMessage> messages) {
    return Batches.pack(messages, OutgoingMessage::bytes).stream()
        .flatMap(batch -> sendBatch(batch).stream())
        .toList();
  }

  private List<SendResult> sendBatch(List<OutgoingMessage> batch) {
    Map<String, SendResult> results = new HashMap<>();
    try {
      var entries = IntStream.range(0, batch.size()).mapToObj(i -> entry(i, batch.get(i))).toList();
      var answer = client.get().sendMessageBatch(call -> call.queueUrl(queueUrl).entries(entries));
      answer
          .successful()
          .forEach(sent -> results.put(sent.id(), new SendResult.Sent(sent.messageId())));
      answer.failed().forEach(failed -> results.put(failed.id(), notSent(failed)));
    } catch (SdkException e) {
      SendResult failed = notSent(e, batch.size());
      IntStream.range(0, batch.size()).forEach(i -> results.put(Integer.toString(i), failed));
    }
    SendResult unanswered = new SendResult.NotSent("NoAnswer", "the queue did not say", false);
    return IntStream.range(0, batch.size())
        .mapToObj(i -> results.getOrDefault(Integer.toString(i), unanswered))
        .toList();
  }

  private static SendMessageBatchRequestEntry entry(int index, OutgoingMessage message) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    message
        .attributes()
        .forEach(
            (name, value) ->
                attributes.put(
                    name,
                    MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    return SendMessageBatchRequestEntry.builder()
        .id(Integer.toString(index))
        .messageBody(message.body())
        .messageAttributes(attributes)
        .build();
  }

  private static SendResult notSent(BatchResultErrorEntry failed) {
    return new SendResult.NotSent(
        failed.code(),
        failed.message() == null ? failed.code() : failed.message(),
        Boolean.TRUE.equals(failed.senderFault()));
  }

  /** A whole batch that is refused says nothing of one message in it, unless it is the only one. */
  private static SendResult notSent(SdkException e, int batchSize) {
    if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      String code = String.valueOf(service.awsErrorDetails().errorCode());
      boolean refused = OF_THE_MESSAGE.contains(code.substring(code.lastIndexOf('.') + 1));
      return new SendResult.NotSent(
          Objects.requireNonNullElse(service.awsErrorDetails().errorCode(), UNAVAILABLE),
          Objects.requireNonNullElse(
              service.awsErrorDetails().errorMessage(), "status " + service.statusCode()),
          refused && batchSize == 1);
    }
    return new SendResult.NotSent(UNAVAILABLE, String.valueOf(e.getMessage()), false);
  }

  @Override
  public List<ReceivedMessage> receive(int most, Duration visibility, Duration wait) {
    var answer =
        attempt(
            "receive from",
            () ->
                client
                    .get()
                    .receiveMessage(
                        call ->
                            call.queueUrl(queueUrl)
                                .maxNumberOfMessages(most)
                                .visibilityTimeout((int) visibility.toSeconds())
                                .waitTimeSeconds((int) wait.toSeconds())
                                .messageAttributeNames("All")
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)));
    Instant now = clock.instant();
    return answer.messages().stream().map(message -> received(message, now)).toList();
  }

  /**
   * A message as SQS gives it, with all its attributes.
   *
   * @param now when it was received
   */
  public static ReceivedMessage received(Message message, Instant now) {
    Map<String, String> attributes = new HashMap<>();
    message
        .messageAttributes()
        .forEach(
            (name, value) -> {
              if (value.stringValue() != null) {
                attributes.put(name, value.stringValue());
              }
            });
    var system = message.attributes();
    return new ReceivedMessage(
        message.messageId(),
        message.receiptHandle(),
        message.body(),
        attributes,
        Integer.parseInt(system.getOrDefault(APPROXIMATE_RECEIVE_COUNT, "1")),
        instant(system.get(SENT_TIMESTAMP), now),
        instant(system.get(APPROXIMATE_FIRST_RECEIVE_TIMESTAMP), now),
        now,
        system.containsKey(DEAD_LETTER_QUEUE_SOURCE_ARN));
  }

  private static Instant instant(@Nullable String millis, Instant otherwise) {
    return millis == null ? otherwise : Instant.ofEpochMilli(Long.parseLong(millis));
  }

  @Override
  public List<ReceivedMessage> delete(List<ReceivedMessage> messages) {
    return Batches.pack(messages, message -> 0).stream()
        .flatMap(batch -> deleteBatch(batch).stream())
        .toList();
  }

  private List<ReceivedMessage> deleteBatch(List<ReceivedMessage> batch) {
    var entries =
        IntStream.range(0, batch.size())
            .mapToObj(
                i ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(batch.get(i).receipt())
                        .build())
            .toList();
    Set<String> deleted = new HashSet<>();
    try {
      client
          .get()
          .deleteMessageBatch(call -> call.queueUrl(queueUrl).entries(entries))
          .successful()
          .forEach(entry -> deleted.add(entry.id()));
    } catch (SdkException e) {
      return batch;
    }
    List<ReceivedMessage> left = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      if (!deleted.contains(Integer.toString(i))) {
        left.add(batch.get(i));
      }
    }
    return left;
  }

  @Override
  public Duration hide(ReceivedMessage message, Duration delay) {
    Duration inForce =
        Visibility.clamp(delay, Duration.between(message.receivedAt(), clock.instant()));
    attempt(
        "hide a message of",
        () ->
            client
                .get()
                .changeMessageVisibility(
                    call ->
                        call.queueUrl(queueUrl)
                            .receiptHandle(message.receipt())
                            .visibilityTimeout((int) inForce.toSeconds())));
    return inForce;
  }

  @Override
  public void release(List<ReceivedMessage> messages) {
    for (List<ReceivedMessage> batch : Batches.pack(messages, message -> 0)) {
      var entries =
          IntStream.range(0, batch.size())
              .mapToObj(
                  i ->
                      ChangeMessageVisibilityBatchRequestEntry.builder()
                          .id(Integer.toString(i))
                          .receiptHandle(batch.get(i).receipt())
                          .visibilityTimeout(0)
                          .build())
              .toList();
      try {
        client.get().changeMessageVisibilityBatch(call -> call.queueUrl(queueUrl).entries(entries));
      } catch (SdkException e) {
        // They become visible by themselves, when their visibility timeout ends.
      }
    }
  }

  @Override
  public QueueDepth depth() {
    var attributes =
        attempt(
                "measure",
                () ->
                    client
                        .get()
                        .getQueueAttributes(
                            call ->
                                call.queueUrl(queueUrl)
                                    .attributeNames(
                                        APPROXIMATE_NUMBER_OF_MESSAGES,
                                        APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                        APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)))
            .attributes();
    return new QueueDepth(
        Long.parseLong(attributes.getOrDefault(APPROXIMATE_NUMBER_OF_MESSAGES, "0")),
        Long.parseLong(attributes.getOrDefault(APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "0")),
        Long.parseLong(attributes.getOrDefault(APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, "0")));
  }

  private <T> T attempt(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new QueueException(what, queueUrl, e);
    }
  }

  @Override
  public String toString() {
    return queueUrl;
  }
}
