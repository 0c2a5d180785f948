package dev.everhook.embedded.sqs;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.apache.pekko.actor.ActorCell;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorRefWithCell;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.actor.queue.QueueActor;
import org.elasticmq.msg.CreateQueue;
import org.elasticmq.msg.GetQueueData;
import org.elasticmq.msg.RestoreMessages;
import scala.jdk.javaapi.CollectionConverters;
import scala.util.Either;

/** Makes the queues of a run and gives them the messages of the last one. */
final class QueueRestore {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ActorRef queueManager;
  private final Map<String, QueueDefinition> queues = new LinkedHashMap<>();
  private final Map<String, List<StoredMessage>> messages;
  private final Set<String> made = new HashSet<>();
  private final Instant start;

  /**
   * @param wanted the queues of this run, which take precedence over those on disk
   * @param start the start of this run
   */
  QueueRestore(
      ActorRef queueManager,
      List<QueueDefinition> wanted,
      SqsDatabase.Contents contents,
      Instant start) {
    this.queueManager = queueManager;
    this.messages =
        contents.messages().stream().collect(Collectors.groupingBy(StoredMessage::queue));
    this.start = start;
    contents.queues().forEach(queue -> queues.put(queue.name(), queue));
    wanted.forEach(queue -> queues.put(queue.name(), queue));
  }

  void run() throws IOException {
    for (QueueDefinition queue : queues.values()) {
      make(queue);
    }
  }

  /** A queue finds its dead-letter queue only when that one is there first. */
  private void make(QueueDefinition queue) throws IOException {
    if (!made.add(queue.name())) {
      return;
    }
    RedrivePolicy policy = queue.redrivePolicy();
    QueueDefinition deadLetters = policy == null ? null : queues.get(policy.deadLetterQueue());
    if (deadLetters != null) {
      make(deadLetters);
    }
    var answer = (Either<?, ?>) ask(queueManager, new CreateQueue(ElasticMqQueues.creation(queue)));
    if (!(answer.toOption().getOrElse(() -> null) instanceof ActorRef actor)) {
      throw new IOException("Queue " + queue.name() + " cannot be made: " + answer);
    }
    ask(actor, new GetQueueData());
    useIndexedMessages(actor);
    var restored =
        messages.getOrDefault(queue.name(), List.of()).stream()
            .map(message -> ElasticMqMessages.restored(message, start))
            .toList();
    ask(actor, new RestoreMessages(CollectionConverters.asScala(restored).toList()));
  }

  /**
   * Gives the queue a store of messages of ours, while it is empty: its actor has answered, so that
   * it is there, and sees this with the next message that it takes. From Java its class cannot be
   * extended, hence this way. A FIFO queue is left as it is.
   */
  private static void useIndexedMessages(ActorRef actor) throws IOException {
    if (actor instanceof ActorRefWithCell ref
        && ref.underlying() instanceof ActorCell cell
        && cell.actor() instanceof QueueActor queue) {
      if (!queue.queueData().isFifo()) {
        queue.messageQueue_$eq(new MessagesByDue());
      }
    } else {
      throw new IOException("The queue " + actor + " is of a kind that nobody knows");
    }
  }

  private static Object ask(ActorRef actor, Object message) throws IOException {
    try {
      return Patterns.ask(actor, message, PATIENCE).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new IOException("The queues cannot be restored: " + e.getCause(), e.getCause());
    }
  }
}
