package dev.everhook.embedded;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Makes the event that Lambda makes of a batch of messages.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">the event</a>
 */
final class SqsEvents {
  private SqsEvents() {}

  static SQSEvent of(List<Message> batch, String queueArn) {
    SQSEvent event = new SQSEvent();
    event.setRecords(batch.stream().map(message -> record(message, queueArn)).toList());
    return event;
  }

  private static SQSMessage record(Message message, String queueArn) {
    SQSMessage made = new SQSMessage();
    made.setMessageId(message.messageId());
    made.setReceiptHandle(message.receiptHandle());
    made.setBody(message.body());
    made.setMd5OfBody(message.md5OfBody());
    made.setMd5OfMessageAttributes(message.md5OfMessageAttributes());
    made.setEventSource("aws:sqs");
    made.setEventSourceArn(queueArn);
    made.setAwsRegion("us-east-1");
    made.setAttributes(message.attributesAsStrings());
    Map<String, MessageAttribute> attributes = new HashMap<>();
    message.messageAttributes().forEach((name, value) -> attributes.put(name, attribute(value)));
    made.setMessageAttributes(attributes);
    return made;
  }

  private static MessageAttribute attribute(MessageAttributeValue value) {
    MessageAttribute made = new MessageAttribute();
    made.setDataType(value.dataType());
    made.setStringValue(value.stringValue());
    if (value.binaryValue() != null) {
      made.setBinaryValue(value.binaryValue().asByteBuffer());
    }
    return made;
  }
}
