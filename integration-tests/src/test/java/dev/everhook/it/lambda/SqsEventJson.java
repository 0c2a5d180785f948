package dev.everhook.it.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * The JSON that Lambda makes of a batch of messages.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">the event</a>
 */
final class SqsEventJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SqsEventJson() {}

  static String of(List<Message> batch, String queueArn) {
    ObjectNode event = JSON.createObjectNode();
    var records = event.putArray("Records");
    batch.forEach(message -> write(records.addObject(), message, queueArn));
    return event.toString();
  }

  private static void write(ObjectNode record, Message message, String queueArn) {
    record.put("messageId", message.messageId());
    record.put("receiptHandle", message.receiptHandle());
    record.put("body", message.body());
    ObjectNode system = record.putObject("attributes");
    message.attributesAsStrings().forEach(system::put);
    ObjectNode attributes = record.putObject("messageAttributes");
    message.messageAttributes().forEach((name, value) -> write(attributes.putObject(name), value));
    record.put("md5OfBody", message.md5OfBody());
    record.put("eventSource", "aws:sqs");
    record.put("eventSourceARN", queueArn);
    record.put("awsRegion", "us-east-1");
  }

  private static void write(ObjectNode attribute, MessageAttributeValue value) {
    attribute.put("stringValue", value.stringValue());
    if (value.binaryValue() != null) {
      attribute.put(
          "binaryValue", Base64.getEncoder().encodeToString(value.binaryValue().asByteArray()));
    }
    attribute.putArray("stringListValues");
    attribute.putArray("binaryListValues");
    attribute.put("dataType", value.dataType());
  }
}
