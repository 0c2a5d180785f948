package dev.everhook.embedded;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.everhook.core.EventLog;
import dev.everhook.core.PipelineEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Feeds the worker from the refresh queue as Lambda does: receives batches, invokes the worker with
 * each, and deletes what it does not report as failed.
 *
 * <p>While it is paused, no batch is invoked: those in hand are given back, and calls in flight
 * end. That it is paused is on disk, and so it is in the next run.
 */
final class EventSourceMapping implements AutoCloseable {
  private static final Duration AFTER_AN_ERROR = Duration.ofMillis(500);
  private static final Duration AFTER_AN_INTERRUPT = Duration.ofMillis(500);

  /** One poller keeps so many busy, even with a webhook that answers at once. */
  private static final int FUNCTIONS_A_POLLER = 5;

  /**
   * For calls in flight when the run ends; what is not over by then comes again at the next start.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final BatchQueue queue;
  private final RequestHandler<SQSEvent, SQSBatchResponse> worker;
  private final RunSettings settings;
  private final PauseFile pauseFile;
  private final InstantSource clock;
  private final EventLog log;
  private final Consumer<Throwable> fatal;
  private final Admission admission;
  private final List<Thread> pollers = new ArrayList<>();
  private final Set<Thread> invocations = ConcurrentHashMap.newKeySet();
  private final Set<Thread> deletions = ConcurrentHashMap.newKeySet();
  private volatile State state;
  private volatile boolean stopping;

  /**
   * Whether it feeds the worker.
   *
   * @param since when that was so first
   */
  record State(boolean isPaused, Instant since) {}

  /**
   * @param pauseFile says whether it begins paused
   * @throws IOException if that cannot be read
   */
  EventSourceMapping(
      BatchQueue queue,
      RequestHandler<SQSEvent, SQSBatchResponse> worker,
      RunSettings settings,
      PauseFile pauseFile,
      InstantSource clock,
      EventLog log,
      Consumer<Throwable> fatal)
      throws IOException {
    this.queue = queue;
    this.worker = worker;
    this.settings = settings;
    this.pauseFile = pauseFile;
    this.clock = clock;
    this.log = log;
    this.fatal = fatal;
    Optional<Instant> paused = pauseFile.since();
    this.state = new State(paused.isPresent(), paused.orElse(clock.instant()));
    this.admission = new Admission(settings.maxConcurrency(), state.isPaused());
  }

  State state() {
    return state;
  }

  /**
   * Begins no more calls, in the next run neither.
   *
   * @return false if it was so already
   * @throws java.io.UncheckedIOException if that cannot be written; it is as it was then
   */
  synchronized boolean pause() {
    if (state.isPaused()) {
      return false;
    }
    pauseFile.create();
    state = new State(true, clock.instant());
    admission.pause();
    return true;
  }

  /**
   * Begins calls again.
   *
   * @return false if it does already
   * @throws java.io.UncheckedIOException if that cannot be written; it is as it was then
   */
  synchronized boolean resume() {
    if (!state.isPaused()) {
      return false;
    }
    pauseFile.delete();
    state = new State(false, clock.instant());
    admission.resume();
    return true;
  }

  void start() {
    int count = (settings.maxConcurrency() + FUNCTIONS_A_POLLER - 1) / FUNCTIONS_A_POLLER;
    for (int i = 0; i < count; i++) {
      pollers.add(Thread.ofVirtual().name("poller-", i).start(this::poll));
    }
  }

  private void poll() {
    while (admission.awaitOpen()) {
      try {
        List<Message> batch = queue.receive();
        if (!batch.isEmpty()) {
          invokeWhenFree(batch);
        }
      } catch (RuntimeException e) {
        // The messages are still in the queue, and only a stop ends the polling.
        if (!stopping) {
          kept(e);
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
    if (admission.enter()) {
      run(invocations, () -> invoke(batch));
    } else {
      queue.giveBack(batch);
    }
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
      List<Message> done =
          batch.stream().filter(message -> !failed.contains(message.messageId())).toList();
      // On a thread of its own: an end of the run, which interrupts calls, must not keep what is
      // done from being deleted.
      run(deletions, () -> queue.delete(done));
    } catch (RuntimeException e) {
      kept(e);
    } catch (Error e) {
      fatal.accept(e);
      throw e;
    } finally {
      admission.leave();
    }
  }

  private void kept(RuntimeException problem) {
    log.write(new PipelineEvent.MessageKept("batch", problem.toString()));
  }

  private Set<String> failed(List<Message> batch) {
    SQSEvent event = SqsEvents.of(batch, queue.arn());
    SQSBatchResponse response =
        worker.handleRequest(
            event,
            new EmbeddedContext(
                Functions.WORKER, settings.worker().times().functionTimeout(), clock));
    return response.getBatchItemFailures().stream()
        .map(BatchItemFailure::getItemIdentifier)
        .collect(Collectors.toSet());
  }

  /** Takes no more messages, and waits for the calls in flight for some seconds. */
  @Override
  public void close() {
    stopping = true;
    admission.close();
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
