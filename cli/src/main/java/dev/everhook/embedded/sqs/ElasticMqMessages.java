package dev.everhook.embedded.sqs;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.elasticmq.BinaryMessageAttribute;
import org.elasticmq.MessageAttribute;
import org.elasticmq.MessageContent;
import org.elasticmq.NeverReceived$;
import org.elasticmq.NumberMessageAttribute;
import org.elasticmq.OnDateTimeReceived;
import org.elasticmq.Received;
import org.elasticmq.StringMessageAttribute;
import org.elasticmq.TracingId;
import org.elasticmq.actor.queue.InternalMessage;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.Tuple2;
import scala.collection.mutable.ArrayBuffer;
import scala.collection.mutable.Buffer;
import scala.jdk.javaapi.CollectionConverters;

/** ElasticMQ's messages as ours and back. */
final class ElasticMqMessages {
  private ElasticMqMessages() {}

  /** What is kept of ElasticMQ's message. */
  static StoredMessage stored(String queue, InternalMessage message) {
    return new StoredMessage(
        message.id(),
        queue,
        message.content().value(),
        CollectionConverters.asJava(message.messageAttributes()).entrySet().stream()
            .map(ElasticMqMessages::attribute)
            .toList(),
        message.created().toInstant(),
        Instant.ofEpochMilli(message.nextDelivery()),
        lastReceipt(message),
        message.firstReceive() instanceof OnDateTimeReceived first
            ? first.when().toInstant()
            : null,
        message.receiveCount(),
        orNull(message.messageGroupId()),
        orNull(message.tracingId().map(TracingId::id)),
        orNull(message.deadLetterSourceQueueName()),
        null);
  }

  /** The message as ElasticMQ takes it up in a run that starts at {@code start}. */
  static InternalMessage restored(StoredMessage message, Instant start) {
    Buffer<String> receipts = new ArrayBuffer<>();
    if (message.receipt() != null) {
      receipts.append(message.receipt());
    }
    return new InternalMessage(
        message.id(),
        receipts,
        message.visibleFrom(start).toEpochMilli(),
        new MessageContent(message.body()),
        attributes(message.attributes()),
        time(message.sent()),
        0,
        received(message.firstReceived()),
        message.receiveCount(),
        false,
        Option.apply(message.groupId()),
        Option.empty(),
        Option.apply(message.traceId()).map(TracingId::new),
        Option.empty(),
        Option.apply(message.deadLetterSource()));
  }

  /**
   * A queue appends to its message's receipts on a thread of its own, and at worst this sees the
   * list half grown. Then the event of that receive is on its way and brings the receipt.
   */
  private static @Nullable String lastReceipt(InternalMessage message) {
    try {
      return orNull(message.deliveryReceipts().lastOption());
    } catch (IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static StoredAttribute attribute(Map.Entry<String, MessageAttribute> entry) {
    MessageAttribute attribute = entry.getValue();
    String value =
        switch (attribute) {
          case StringMessageAttribute string -> string.stringValue();
          case NumberMessageAttribute number -> number.stringValue();
          case BinaryMessageAttribute binary -> binary.asBase64();
          default -> throw new IllegalStateException("Unknown attribute " + attribute);
        };
    return new StoredAttribute(entry.getKey(), attribute.getDataType(), value);
  }

  private static scala.collection.immutable.Map<String, MessageAttribute> attributes(
      List<StoredAttribute> attributes) {
    return scala.collection.immutable.Map.from(
        CollectionConverters.asScala(
            attributes.stream()
                .map(stored -> Tuple2.apply(stored.name(), attribute(stored)))
                .toList()));
  }

  private static MessageAttribute attribute(StoredAttribute stored) {
    int dot = stored.type().indexOf('.');
    String primary = dot < 0 ? stored.type() : stored.type().substring(0, dot);
    Option<String> custom =
        dot < 0 ? Option.empty() : Option.apply(stored.type().substring(dot + 1));
    return switch (primary) {
      case "String" -> new StringMessageAttribute(stored.value(), custom);
      case "Number" -> new NumberMessageAttribute(stored.value(), custom);
      case "Binary" -> BinaryMessageAttribute.fromBase64(stored.value(), custom);
      default -> throw new IllegalStateException("Unknown attribute type " + stored.type());
    };
  }

  private static Received received(@Nullable Instant first) {
    return first == null ? NeverReceived$.MODULE$ : new OnDateTimeReceived(time(first));
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static <T> @Nullable T orNull(Option<T> option) {
    return option.isEmpty() ? null : option.get();
  }
}
