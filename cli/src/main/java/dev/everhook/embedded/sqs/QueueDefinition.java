package dev.everhook.embedded.sqs;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A standard queue as it is created. ElasticMQ knows no retention: a message stays until it is
 * deleted.
 *
 * @param name letters, digits, hyphens and underscores, 80 at most
 * @param visibilityTimeout how long a received message is hidden, in whole seconds
 * @param delay how long a sent message is hidden, in whole seconds
 * @param receiveWait how long a receive waits for a message, in whole seconds
 * @param redrivePolicy null: messages are received again without end
 */
public record QueueDefinition(
    String name,
    Duration visibilityTimeout,
    Duration delay,
    Duration receiveWait,
    @Nullable RedrivePolicy redrivePolicy) {
  public QueueDefinition {
    requireNonNull(name, "name is null");
    requireNonNull(visibilityTimeout, "visibilityTimeout is null");
    requireNonNull(delay, "delay is null");
    requireNonNull(receiveWait, "receiveWait is null");
  }

  /** A queue without delay, wait or redrive policy. */
  public static QueueDefinition of(String name, Duration visibilityTimeout) {
    return new QueueDefinition(name, visibilityTimeout, Duration.ZERO, Duration.ZERO, null);
  }

  /** The same queue with a redrive policy. */
  public QueueDefinition withRedrivePolicy(RedrivePolicy policy) {
    return new QueueDefinition(name, visibilityTimeout, delay, receiveWait, policy);
  }
}
