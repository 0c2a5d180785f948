package dev.everhook.embedded.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.actor.queue.QueueEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk, as a second connection sees it, between two events of ElasticMQ. */
final class MessageJournalTest {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  @TempDir Path folder;

  private ActorSystem system;
  private SqsDatabase disk;

  @BeforeEach
  void open() throws IOException {
    system = ActorSystem.create("test", ElasticMqSettings.load());
    disk = SqsDatabase.open(folder);
  }

  @AfterEach
  void close() throws Exception {
    disk.connection().close();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  @Test
  void acknowledgement_is_on_disk_when_it_is_answered() throws IOException {
    ActorRef journal = journal(Duration.ofHours(1));
    tell(journal, added("refresh", 1));
    assertThat(stored()).hasSize(1);

    tell(journal, new QueueEvent.MessageRemoved("refresh", "id"));
    assertThat(stored()).isEmpty();
  }

  @Test
  void message_whose_move_is_told_of_removal_first_is_on_disk_throughout() throws IOException {
    ActorRef journal = journal(Duration.ofHours(1));
    tell(journal, added("dead", 0));

    tell(journal, new QueueEvent.MessageRemoved("dead", "id"));
    assertThat(stored()).extracting(StoredMessage::queue).containsExactly("dead");

    tell(journal, added("refresh", 0));
    assertThat(stored()).extracting(StoredMessage::queue).containsExactly("refresh");
  }

  @Test
  void message_that_a_redrive_policy_moves_is_on_disk_throughout() throws IOException {
    ActorRef journal = journal(Duration.ofHours(1));
    tell(journal, added("refresh", 3));

    tell(journal, new QueueEvent.MessageRemoved("refresh", "id"));
    assertThat(stored()).extracting(StoredMessage::queue).containsExactly("refresh");

    tell(journal, added("dead", 3));
    assertThat(stored()).extracting(StoredMessage::queue).containsExactly("dead");
  }

  @Test
  void message_whose_move_is_told_of_addition_first_is_kept() throws IOException {
    ActorRef journal = journal(Duration.ZERO);
    tell(journal, added("dead", 0));
    tell(journal, added("refresh", 0));
    tell(journal, new QueueEvent.MessageRemoved("dead", "id"));
    tell(journal, new MessageJournal.Close());

    assertThat(stored()).extracting(StoredMessage::queue).containsExactly("refresh");
  }

  @Test
  void removal_that_no_addition_follows_is_written_when_its_time_is_up() throws IOException {
    ActorRef journal = journal(Duration.ofMillis(1));
    tell(journal, added("dead", 0));
    tell(journal, new QueueEvent.MessageRemoved("dead", "id"));

    while (!stored().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void messages_of_a_deleted_queue_are_removed() throws IOException {
    ActorRef journal = journal(Duration.ofHours(1));
    tell(journal, added("refresh", 0));
    journal.tell(new QueueEvent.QueueDeleted("refresh"), ActorRef.noSender());
    tell(journal, new MessageJournal.Close());

    assertThat(disk.read().queues()).extracting(QueueDefinition::name).containsExactly("dead");
    assertThat(stored()).isEmpty();
  }

  private ActorRef journal(Duration hold) throws IOException {
    ActorRef journal =
        system.actorOf(
            MessageJournal.props(SqsDatabase.open(folder), new CompletableFuture<>(), hold));
    for (QueueDefinition queue : TestRun.QUEUES) {
      journal.tell(
          new QueueEvent.QueueCreated(ElasticMqQueues.creation(queue).toQueueData()),
          ActorRef.noSender());
    }
    return journal;
  }

  private static void tell(ActorRef journal, Object event) {
    Patterns.ask(journal, event, ANSWER).toCompletableFuture().join();
  }

  private List<StoredMessage> stored() throws IOException {
    return disk.read().messages();
  }

  private static QueueEvent.MessageAdded added(String queue, int receiveCount) {
    Instant sent = Instant.parse("2026-11-22T12:00:00Z");
    var message =
        new StoredMessage(
            "id",
            queue,
            "body",
            List.of(),
            sent,
            sent,
            null,
            null,
            receiveCount,
            null,
            null,
            null,
            null);
    return new QueueEvent.MessageAdded(queue, ElasticMqMessages.restored(message, sent));
  }
}
