package dev.everhook.it.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Feeds a function from a queue as an event source mapping with partial batch responses does: what
 * the function answered, and did not name as failed, is deleted; everything else stays hidden until
 * its visibility ends.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">partial
 *     batch responses</a>
 */
public final class QueueMapping {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The longest that SQS lets a receive wait. */
  private static final Duration LONG_POLL = Duration.ofSeconds(20);

  private final SqsClient sqs;
  private final String queueUrl;
  private final String queueArn;
  private final int batchSize;
  private final Map<String, String> hidden = new ConcurrentHashMap<>();

  QueueMapping(SqsClient sqs, String queueUrl, String queueArn, int batchSize) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.queueArn = queueArn;
    this.batchSize = batchSize;
  }

  /**
   * Waits for messages, and invokes the function with the batch.
   *
   * @return what became of the invoke
   */
  public InvokeResult deliverBatch(HostedFunction function) throws IOException {
    return poll(function, LONG_POLL)
        .orElseThrow(() -> new AssertionError("no message came within " + LONG_POLL));
  }

  /**
   * Invokes the function if a message comes in time.
   *
   * @param wait in whole seconds
   * @return what became of the invoke; empty if none came
   */
  Optional<InvokeResult> poll(HostedFunction function, Duration wait) throws IOException {
    List<Message> batch =
        sqs.receiveMessage(
                call ->
                    call.queueUrl(queueUrl)
                        .maxNumberOfMessages(batchSize)
                        .waitTimeSeconds(Math.toIntExact(wait.toSeconds()))
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages();
    if (batch.isEmpty()) {
      return Optional.empty();
    }
    batch.forEach(message -> hidden.put(message.messageId(), message.receiptHandle()));
    InvokeResult result = function.invoke(SqsEventJson.of(batch, queueArn));
    if (result instanceof InvokeResult.Answered(String body)) {
      Set<String> failed = failed(body);
      batch.stream().filter(message -> !failed.contains(message.messageId())).forEach(this::delete);
    }
    return Optional.of(result);
  }

  private static Set<String> failed(String answer) throws JsonProcessingException {
    Set<String> failed = new HashSet<>();
    for (JsonNode item : JSON.readTree(answer).path("batchItemFailures")) {
      failed.add(item.path("itemIdentifier").asText());
    }
    return failed;
  }

  private void delete(Message message) {
    sqs.deleteMessage(call -> call.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
    hidden.remove(message.messageId());
  }

  /** How many messages were received, and not deleted since. */
  public int left() {
    return hidden.size();
  }

  /** Turns the clock to the end of the visibility of every message that is left. */
  public void visibilityEnds() {
    hidden
        .values()
        .forEach(
            receipt ->
                sqs.changeMessageVisibility(
                    call -> call.queueUrl(queueUrl).receiptHandle(receipt).visibilityTimeout(0)));
  }
}
