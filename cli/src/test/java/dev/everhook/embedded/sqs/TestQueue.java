package dev.everhook.embedded.sqs;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue as its clients see it, over the SDK. */
record TestQueue(SqsClient client, String url) {
  static SqsClient client(URI endpoint) {
    return SqsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClientBuilder(Apache5HttpClient.builder())
        .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }

  static TestQueue of(SqsClient client, EmbeddedSqs sqs, String name) {
    return new TestQueue(client, sqs.queueUrl(name).toString());
  }

  String send(String body) {
    return send(body, Map.of(), Duration.ZERO);
  }

  String send(String body, Map<String, MessageAttributeValue> attributes, Duration delay) {
    return client
        .sendMessage(
            request ->
                request
                    .queueUrl(url)
                    .messageBody(body)
                    .messageAttributes(attributes)
                    .delaySeconds((int) delay.toSeconds()))
        .messageId();
  }

  /** At most ten messages; waits for the first one up to {@code wait}. */
  List<Message> receive(Duration wait) {
    return client
        .receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .maxNumberOfMessages(10)
                    .waitTimeSeconds((int) wait.toSeconds())
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  /** The one message that is to be there. */
  Message receiveOne() {
    List<Message> messages = receive(Duration.ofSeconds(5));
    if (messages.size() != 1) {
      throw new AssertionError("Expected one message in " + url + " but got " + messages);
    }
    return messages.getFirst();
  }

  void delete(Message message) {
    client.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
  }

  void hide(Message message, Duration duration) {
    client.changeMessageVisibility(
        request ->
            request
                .queueUrl(url)
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout((int) duration.toSeconds()));
  }

  int hidden() {
    return count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
  }

  int delayed() {
    return count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
  }

  int visible() {
    return count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
  }

  int count(QueueAttributeName name) {
    return Integer.parseInt(requireNonNull(attribute(name)));
  }

  @Nullable String attribute(QueueAttributeName name) {
    return client
        .getQueueAttributes(request -> request.queueUrl(url).attributeNames(name))
        .attributes()
        .get(name);
  }

  static int receiveCount(Message message) {
    return Integer.parseInt(
        requireNonNull(
            message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)));
  }
}
