package dev.everhook.embedded.sqs;

import dev.everhook.embedded.sqs.HeldRemovals.Removal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Status;
import org.apache.pekko.actor.UntypedAbstractActor;
import org.elasticmq.QueueData;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.actor.queue.QueueEventWithOperationStatus;

/**
 * Writes each change that ElasticMQ tells of, and lets the request be answered when it is written.
 *
 * <p>The changes that arrive while one commit runs share the next. After the first failed write it
 * refuses everything, so that no request is answered that is not on disk; the requests time out.
 *
 * <p>FIFO queues, which Everhook has no use for, are not written.
 */
final class MessageJournal extends UntypedAbstractActor {
  private final SqsDatabase database;
  private final CompletableFuture<Throwable> failure;
  private final Duration hold;
  private final List<ActorRef> unanswered = new ArrayList<>();
  private final HeldRemovals heldRemovals = new HeldRemovals();
  private final Map<String, Integer> maxReceiveCounts = new HashMap<>();
  private boolean commitOrdered;

  /** What it is asked for, besides ElasticMQ's events. */
  sealed interface Request {}

  /** Remember that the message waits; answered when it is on disk. */
  record Wait(String messageId, Instant until) implements Request {}

  /** Answer with when the oldest message of the queue was sent, as an {@link Optional}. */
  record OldestSent(String queue) implements Request {}

  /** Write the removals that are due. */
  record ReleaseRemovals() implements Request {}

  /** Write what is written and not committed. */
  record Commit() implements Request {}

  /** Write everything and close the database; answered when that is done. */
  record Close() implements Request {}

  private MessageJournal(
      SqsDatabase database, CompletableFuture<Throwable> failure, Duration hold) {
    this.database = database;
    this.failure = failure;
    this.hold = hold;
  }

  /**
   * On a thread of its own, since it blocks on the disk.
   *
   * @param failure is completed when a write fails
   * @param hold how far apart ElasticMQ may tell of the two halves of a move
   */
  static Props props(SqsDatabase database, CompletableFuture<Throwable> failure, Duration hold) {
    return Props.create(MessageJournal.class, () -> new MessageJournal(database, failure, hold))
        .withDispatcher(ElasticMqSettings.JOURNAL_DISPATCHER);
  }

  @Override
  public void onReceive(Object message) {
    if (failure.isDone() && !(message instanceof Close)) {
      refuse(getSender(), failure.join());
      return;
    }
    try {
      switch (message) {
        case QueueEvent event -> write(event);
        case Request request -> write(request);
        default -> unhandled(message);
      }
    } catch (SQLException | RuntimeException e) {
      failure.complete(e);
      unanswered.forEach(sender -> refuse(sender, e));
      unanswered.clear();
      refuse(getSender(), e);
    }
  }

  private void write(QueueEvent event) throws SQLException {
    switch (event) {
      case QueueEvent.MessageAdded added when isKept(added.queueName()) -> {
        heldRemovals.callOff(added.message().id());
        database.messages().put(ElasticMqMessages.stored(added.queueName(), added.message()));
        answerWhenCommitted();
      }
      case QueueEvent.MessageUpdated updated when isKept(updated.queueName()) -> {
        database
            .messages()
            .received(ElasticMqMessages.stored(updated.queueName(), updated.message()));
        answerWhenCommitted();
      }
      case QueueEvent.MessageRemoved removed when isKept(removed.queueName()) ->
          remove(removed.queueName(), removed.messageId());
      case QueueEvent.QueueCreated created when isKept(created.queue().name()) ->
          put(created.queue());
      case QueueEvent.QueueMetadataUpdated updated when isKept(updated.queue().name()) ->
          put(updated.queue());
      case QueueEvent.QueueDeleted deleted -> {
        database.queues().remove(deleted.queueName());
        database.messages().removeAll(deleted.queueName());
        commitSoon();
      }
      case QueueEventWithOperationStatus unkept -> answer(getSender());
      default -> {}
    }
  }

  private void write(Request request) throws SQLException {
    switch (request) {
      case Wait(var messageId, var until) -> {
        database.messages().waitUntil(messageId, until);
        answerWhenCommitted();
      }
      case OldestSent(var queue) ->
          getSender().tell(Optional.ofNullable(database.messages().oldestSent(queue)), getSelf());
      case ReleaseRemovals() -> {
        release(heldRemovals.takeDue(Instant.now()));
        scheduleRelease();
        commitSoon();
      }
      case Commit() -> commit();
      case Close() -> {
        if (!failure.isDone()) {
          release(heldRemovals.takeDue(Instant.MAX));
          commit();
        }
        database.connection().close();
        answer(getSender());
        // What a request that is being cut off still tells of finds nobody, and is not answered.
        getContext().stop(getSelf());
      }
    }
  }

  private void put(QueueData queue) throws SQLException {
    QueueDefinition definition = ElasticMqQueues.definition(queue);
    RedrivePolicy policy = definition.redrivePolicy();
    maxReceiveCounts.put(definition.name(), policy == null ? 0 : policy.maxReceiveCount());
    database.queues().put(definition);
    commitSoon();
  }

  /**
   * A redrive policy moves what was received often enough, and a message move task what lies in a
   * dead-letter queue, which has no policy of its own. Any other removal is an acknowledgement.
   */
  private void remove(String queue, String messageId) throws SQLException {
    int maxReceiveCount = maxReceiveCounts.getOrDefault(queue, 0);
    if (database.messages().removeIfReceivedLessThan(maxReceiveCount, queue, messageId)) {
      answerWhenCommitted();
      return;
    }
    boolean scheduled = !heldRemovals.isEmpty();
    heldRemovals.hold(new Removal(queue, messageId, Instant.now().plus(hold)));
    if (!scheduled) {
      scheduleRelease();
    }
    // Not on disk: after a kill -9 the message is there once more, which SQS allows at any time.
    answer(getSender());
  }

  private void release(List<Removal> removals) throws SQLException {
    for (Removal removal : removals) {
      database.messages().remove(removal.queue(), removal.messageId());
    }
  }

  private void scheduleRelease() {
    if (!heldRemovals.isEmpty()) {
      var system = getContext().getSystem();
      system
          .scheduler()
          .scheduleOnce(hold, getSelf(), new ReleaseRemovals(), system.dispatcher(), getSelf());
    }
  }

  private void answerWhenCommitted() {
    unanswered.add(getSender());
    commitSoon();
  }

  /** The order to commit queues up behind the changes that are there already. */
  private void commitSoon() {
    if (!commitOrdered) {
      commitOrdered = true;
      getSelf().tell(new Commit(), getSelf());
    }
  }

  private void commit() throws SQLException {
    commitOrdered = false;
    H2File.commit(database.connection());
    unanswered.forEach(this::answer);
    unanswered.clear();
  }

  private void answer(ActorRef sender) {
    sender.tell(OperationSuccessful$.MODULE$, getSelf());
  }

  private void refuse(ActorRef sender, Throwable reason) {
    sender.tell(new Status.Failure(reason), getSelf());
  }

  private static boolean isKept(String queue) {
    return !queue.endsWith(".fifo");
  }
}
