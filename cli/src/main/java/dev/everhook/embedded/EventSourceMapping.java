package dev.everhook.embedded;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.everhook.core.EventLog;
import dev.everhook.core.PipelineEvent;
import dev.everhook.worker.DeliveryHandler;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Feeds the worker from the refresh queue as Lambda does: receives batches, invokes the worker with
 * each, and deletes what it does not report as failed.
 */
final class EventSourceMapping implements AutoCloseable {
  private static final Duration LONG_POLL = Duration.ofSeconds(1);
  private static final Duration AFTER_AN_ERROR = Duration.ofMillis(500);
  private static final Duration AFTER_AN_INTERRUPT = Duration.ofMillis(500);

  /** One poller keeps so many busy, even with a webhook that answers at once. */
  private static final int FUNCTIONS_A_POLLER = 5;

  /**
   * For calls in flight when the run ends; what is not over by then comes again at the next start.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SqsClient sqs;
  private final URI queueUrl;
  private final String queueArn;
  private final DeliveryHandler worker;
  private final RunSettings settings;
  private final InstantSource clock;
  private final EventLog log;
  private final Consumer<Throwable> fatal;
  private final Semaphore freeFunctions;
  private final List<Thread> pollers = new ArrayList<>();
  private final Set<Thread> invocations = ConcurrentHashMap.newKeySet();
  private final Set<Thread> deletions = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  EventSourceMapping(
      SqsClient sqs,
      URI queueUrl,
      String queueArn,
      DeliveryHandler worker,
      RunSettings settings,
      InstantSource clock,
      EventLog log,
      Consumer<Throwable> fatal) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.queueArn = queueArn;
    this.worker = worker;
    this.settings = settings;
    this.clock = clock;
    this.log = log;
    this.fatal = fatal;
    this.freeFunctions = new Semaphore(settings.maxConcurrency());
  }

  void start() {
    int count = (settings.maxConcurrency() + FUNCTIONS_A_POLLER - 1) / FUNCTIONS_A_POLLER;
    for (int i = 0; i < count; i++) {
      pollers.add(Thread.ofVirtual().name("poller-", i).start(this::poll));
    }
  }

  private void poll() {
    while (!stopping) {
      try {
        List<Message> batch = receive();
        if (!batch.isEmpty()) {
          invokeWhenFree(batch);
        }
      } catch (RuntimeException e) {
        // The messages are still in the queue, and only a stop ends the polling.
        if (!stopping) {
          kept("batch", e.toString());
          LockSupport.parkNanos(AFTER_AN_ERROR.toNanos());
        }
      } catch (Error e) {
        // Without this poller the run would look healthy and deliver nothing.
        fatal.accept(e);
        throw e;
      }
    }
  }

  /** The batch waits in our hands, so that no function waits for a receive. */
  private void invokeWhenFree(List<Message> batch) {
    freeFunctions.acquireUninterruptibly();
    if (stopping) {
      freeFunctions.release();
      giveBack(batch);
      return;
    }
    run(invocations, () -> invoke(batch));
  }

  /** Starts a thread that stands in {@code threads} until it ends. */
  private static void run(Set<Thread> threads, Runnable task) {
    Thread thread =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  try {
                    task.run();
                  } finally {
                    threads.remove(Thread.currentThread());
                  }
                });
    threads.add(thread);
    thread.start();
  }

  private void invoke(List<Message> batch) {
    try {
      Set<String> failed = failed(batch);
      // On a thread of its own: an end of the run, which interrupts calls, must not keep what is
      // done from being deleted.
      run(deletions, () -> delete(batch, failed));
    } catch (RuntimeException e) {
      kept("batch", e.toString());
    } catch (Error e) {
      fatal.accept(e);
      throw e;
    } finally {
      freeFunctions.release();
    }
  }

  private void kept(String messageId, String problem) {
    log.write(new PipelineEvent.MessageKept(messageId, problem));
  }

  private List<Message> receive() {
    return sqs.receiveMessage(
            call ->
                call.queueUrl(queueUrl.toString())
                    .maxNumberOfMessages(settings.batchSize())
                    .waitTimeSeconds((int) LONG_POLL.toSeconds())
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private Set<String> failed(List<Message> batch) {
    SQSEvent event = SqsEvents.of(batch, queueArn);
    SQSBatchResponse response =
        worker.handleRequest(
            event,
            new EmbeddedContext(
                Functions.WORKER, settings.worker().times().functionTimeout(), clock));
    return response.getBatchItemFailures().stream()
        .map(BatchItemFailure::getItemIdentifier)
        .collect(Collectors.toSet());
  }

  private void delete(List<Message> batch, Set<String> failed) {
    List<Message> done =
        batch.stream().filter(message -> !failed.contains(message.messageId())).toList();
    try {
      if (!done.isEmpty()) {
        delete(done);
      }
    } catch (RuntimeException e) {
      done.forEach(message -> kept(message.messageId(), "it is done, but not deleted: " + e));
    }
  }

  private void delete(List<Message> done) {
    var entries =
        IntStream.range(0, done.size())
            .mapToObj(
                i ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(done.get(i).receiptHandle())
                        .build())
            .toList();
    sqs.deleteMessageBatch(call -> call.queueUrl(queueUrl.toString()).entries(entries))
        .failed()
        .forEach(
            entry ->
                kept(
                    done.get(Integer.parseInt(entry.id())).messageId(),
                    "it is done, but the queue did not delete it: " + entry.code()));
  }

  /** Makes messages visible at once; those that the queue passes over are so at the next start. */
  private void giveBack(List<Message> batch) {
    var entries =
        IntStream.range(0, batch.size())
            .mapToObj(
                i ->
                    ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(batch.get(i).receiptHandle())
                        .visibilityTimeout(0)
                        .build())
            .toList();
    sqs.changeMessageVisibilityBatch(call -> call.queueUrl(queueUrl.toString()).entries(entries));
  }

  /** Takes no more messages, and waits for the calls in flight for some seconds. */
  @Override
  public void close() {
    stopping = true;
    freeFunctions.release(pollers.size());
    Instant end = clock.instant().plus(PATIENCE);
    joinAll(pollers, end);
    joinAll(invocations, end);
    invocations.forEach(Thread::interrupt);
    joinAll(invocations, clock.instant().plus(AFTER_AN_INTERRUPT));
    joinAll(deletions, clock.instant().plus(PATIENCE));
  }

  private void joinAll(Collection<Thread> threads, Instant end) {
    for (Thread thread : List.copyOf(threads)) {
      try {
        thread.join(Duration.between(clock.instant(), end));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
