package dev.everhook.worker;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.everhook.core.ReceivedMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a message out of Lambda's event. */
final class SqsMessages {
  private SqsMessages() {}

  /**
   * @param receivedAt when the event came, which is as near to the receive as a function can know
   */
  static ReceivedMessage received(SQSMessage message, Instant receivedAt) {
    Map<String, String> attributes = new HashMap<>();
    if (message.getMessageAttributes() != null) {
      message
          .getMessageAttributes()
          .forEach(
              (name, value) -> {
                if (value.getStringValue() != null) {
                  attributes.put(name, value.getStringValue());
                }
              });
    }
    Map<String, String> system =
        message.getAttributes() == null ? Map.of() : message.getAttributes();
    return new ReceivedMessage(
        message.getMessageId(),
        message.getReceiptHandle(),
        message.getBody() == null ? "" : message.getBody(),
        attributes,
        Integer.parseInt(system.getOrDefault("ApproximateReceiveCount", "1")),
        instant(system.get("SentTimestamp"), receivedAt),
        instant(system.get("ApproximateFirstReceiveTimestamp"), receivedAt),
        receivedAt);
  }

  private static Instant instant(@Nullable String millis, Instant otherwise) {
    return millis == null ? otherwise : Instant.ofEpochMilli(Long.parseLong(millis));
  }
}
