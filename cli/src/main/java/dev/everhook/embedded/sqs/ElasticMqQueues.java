package dev.everhook.embedded.sqs;

import java.time.Duration;
import org.elasticmq.CreateQueueData;
import org.elasticmq.DeadLettersQueueData;
import org.elasticmq.MillisVisibilityTimeout;
import org.elasticmq.QueueData;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** ElasticMQ's queues as ours and back. */
final class ElasticMqQueues {
  private ElasticMqQueues() {}

  /** What is kept of ElasticMQ's queue. */
  static QueueDefinition definition(QueueData queue) {
    return new QueueDefinition(
        queue.name(),
        Duration.ofMillis(queue.defaultVisibilityTimeout().millis()),
        queue.delay(),
        queue.receiveMessageWait(),
        redrivePolicy(queue.deadLettersQueue()));
  }

  /** The order to ElasticMQ to make the queue. */
  static CreateQueueData creation(QueueDefinition queue) {
    var policy = queue.redrivePolicy();
    return new CreateQueueData(
        queue.name(),
        Option.apply(new MillisVisibilityTimeout(queue.visibilityTimeout().toMillis())),
        Option.apply(queue.delay()),
        Option.apply(queue.receiveWait()),
        Option.empty(),
        Option.empty(),
        policy == null
            ? Option.empty()
            : Option.apply(
                new DeadLettersQueueData(policy.deadLetterQueue(), policy.maxReceiveCount())),
        false,
        false,
        Option.empty(),
        Option.empty(),
        scala.collection.immutable.Map$.MODULE$.empty());
  }

  private static @Nullable RedrivePolicy redrivePolicy(Option<DeadLettersQueueData> policy) {
    return policy.isEmpty()
        ? null
        : new RedrivePolicy(policy.get().name(), policy.get().maxReceiveCount());
  }
}
