package dev.everhook.embedded.sqs;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.jdk.javaapi.FutureConverters;

/**
 * An SQS server in this process, for programs on this machine only, with its messages in {@code
 * sqs.mv.db} in the data folder.
 *
 * <p>What a request acknowledged is in the file, so a {@code kill -9} loses nothing. At the next
 * start each message is visible at once, whoever held it, but for those that wait ({@link
 * #waitUntil}) or were sent with a delay; receive counts, receipts and attributes are kept. After a
 * {@code kill -9}, messages may come back that were deleted in its last seconds from a dead-letter
 * queue, or at the last receive that a redrive policy allows. The file is written, not synced: a
 * power cut may cost what was sent last.
 *
 * <p>Its region is us-east-1 and its account 000000000000; it takes any credentials. Thread-safe.
 */
public final class EmbeddedSqs implements AutoCloseable {
  /** Milliseconds as a rule; more when a long message move task outruns its target's queue. */
  private static final Duration HOLD = Duration.ofSeconds(5);

  private static final Duration WRITE = Duration.ofSeconds(10);

  // Together they keep close() within two seconds, whatever hangs.
  private static final Duration CLOSE_ENDPOINT = Duration.ofMillis(500);
  private static final Duration CLOSE_JOURNAL = Duration.ofSeconds(1);
  private static final Duration CLOSE_SYSTEM = Duration.ofMillis(500);

  private final ActorSystem system;
  private final ActorRef journal;
  private final SqsEndpoint endpoint;
  private final SqsFront front;
  private final CompletableFuture<Throwable> failure;
  private volatile boolean closed;

  private EmbeddedSqs(
      ActorSystem system,
      ActorRef journal,
      SqsEndpoint endpoint,
      SqsFront front,
      CompletableFuture<Throwable> failure) {
    this.system = system;
    this.journal = journal;
    this.endpoint = endpoint;
    this.front = front;
    this.failure = failure;
    system.getWhenTerminated().thenRun(this::ended);
  }

  /**
   * Starts with the messages of the last run, and returns when requests are served.
   *
   * @param port of the SQS API; 0 for a free one
   * @param queues what is there from the start, as defined here, whatever the last run had; queues
   *     that were made over the API in the last run are there too
   * @throws dev.everhook.embedded.loopback.PortInUseException if the port cannot be had
   * @throws IOException if the messages cannot be read
   */
  public static EmbeddedSqs start(DataFolder folder, int port, List<QueueDefinition> queues)
      throws IOException {
    SqsFront front = SqsFront.open(port);
    // Half a second of work each when the JVM is cold, so side by side.
    var systemStarting = CompletableFuture.supplyAsync(EmbeddedSqs::startSystem);
    SqsDatabase database;
    SqsDatabase.Contents contents;
    try {
      database = SqsDatabase.open(folder.path());
      contents = database.read();
    } catch (IOException | RuntimeException e) {
      front.close();
      terminate(systemStarting.join());
      throw e;
    }

    ActorSystem system = systemStarting.join();
    var failure = new CompletableFuture<Throwable>();
    ActorRef journal = system.actorOf(MessageJournal.props(database, failure, HOLD));
    try {
      ActorRef queueManager = system.actorOf(queueManager(journal));
      new QueueRestore(queueManager, queues, contents, Instant.now()).run();
      SqsEndpoint endpoint = SqsEndpoint.open(system, queueManager, journal, front.uri());
      front.serve(endpoint.uri());
      return new EmbeddedSqs(system, journal, endpoint, front, failure);
    } catch (IOException | RuntimeException e) {
      front.close();
      close(journal);
      terminate(system);
      throw e;
    }
  }

  /** Where SQS clients connect to: {@code http://127.0.0.1:<port>}. */
  public URI endpoint() {
    return front.uri();
  }

  /** Where clients in this process connect to: the same API, by a shorter way. */
  public URI inside() {
    return endpoint.uri();
  }

  /** The URL of a queue; the queue need not exist. */
  public URI queueUrl(String name) {
    return endpoint().resolve("/" + SqsEndpoint.ACCOUNT + "/" + name);
  }

  /** The ARN of a queue; the queue need not exist. */
  public String queueArn(String name) {
    return "arn:aws:sqs:" + SqsEndpoint.REGION + ":" + SqsEndpoint.ACCOUNT + ":" + name;
  }

  /**
   * Remembers that a message that is in flight waits until an instant, so that a restart does not
   * make it visible before. Returns when that is on disk. The wait ends with the message's next
   * receive, and is without effect if the message is gone. It does not hide the message in this
   * run: change its visibility after this, in this order.
   *
   * @throws IllegalStateException if it cannot be written
   */
  public void waitUntil(String messageId, Instant until) {
    try {
      Patterns.ask(journal, new MessageJournal.Wait(messageId, until), WRITE)
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "The wait of message " + messageId + " cannot be written: " + e.getCause(), e.getCause());
    }
  }

  /**
   * When the oldest message of a queue was sent, whether it is visible or not; empty if there is
   * none. A message that was moved here counts from when it was sent first.
   *
   * @throws IllegalStateException if it cannot be read
   */
  public Optional<Instant> oldestSent(String queue) {
    try {
      Object answer =
          Patterns.ask(journal, new MessageJournal.OldestSent(queue), WRITE)
              .toCompletableFuture()
              .join();
      return ((Optional<?>) answer).map(Instant.class::cast);
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "The oldest message of " + queue + " cannot be read: " + e.getCause(), e.getCause());
    }
  }

  /**
   * Completes with the reason when a change cannot be written, or when the server ends without
   * being closed. From then on nothing is acknowledged: the run is to end, and the next one has all
   * that was acknowledged before.
   */
  public CompletionStage<Throwable> failure() {
    return failure.minimalCompletionStage();
  }

  /** Cuts off the requests that run and closes the file, within two seconds. */
  @Override
  public void close() {
    closed = true;
    front.close();
    endpoint
        .close()
        .handle((done, e) -> done)
        .completeOnTimeout(null, CLOSE_ENDPOINT.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    close(journal);
    terminate(system);
  }

  /** Pekko ends its actors after an error that is fatal to it, such as a lack of memory. */
  private void ended() {
    if (!closed) {
      failure.complete(new IllegalStateException("The SQS server has ended unexpectedly"));
    }
  }

  private static void close(ActorRef journal) {
    Patterns.ask(journal, new MessageJournal.Close(), CLOSE_JOURNAL)
        .toCompletableFuture()
        .handle((done, e) -> done)
        .join();
  }

  private static void terminate(ActorSystem system) {
    FutureConverters.asJava(system.terminate())
        .toCompletableFuture()
        .completeOnTimeout(null, CLOSE_SYSTEM.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private static ActorSystem startSystem() {
    return ActorSystem.create(
        "everhook-sqs", ElasticMqSettings.load(), EmbeddedSqs.class.getClassLoader());
  }

  private static Props queueManager(ActorRef journal) {
    return Props.create(
        QueueManagerActor.class,
        () ->
            new QueueManagerActor(
                new NowProvider(), StrictSQSLimits$.MODULE$, Option.apply(journal)));
  }
}
