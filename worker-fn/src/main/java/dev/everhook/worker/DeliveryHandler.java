package dev.everhook.worker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.everhook.core.EventLog;
import dev.everhook.core.LambdaEventLog;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.RefreshQueue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * The worker Lambda: takes a batch of the refresh queue, all its messages in parallel and each on
 * its own, and returns exactly those that must come again.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">partial
 *     batch responses</a>
 */
public final class DeliveryHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final WebhookClient webhook;
  private final Delivery delivery;
  private final EventLog log;
  private final InstantSource clock;

  /** As Lambda makes it: from the environment, which the template writes. */
  public DeliveryHandler() {
    this(WorkerEnvironment.read(System.getenv()));
  }

  private DeliveryHandler(WorkerEnvironment environment) {
    this(
        environment.settings(),
        environment.secrets(),
        environment.refreshQueue(),
        environment.deadLetters(),
        new LambdaEventLog(LambdaRuntime.getLogger(), InstantSource.system()),
        InstantSource.system(),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * @param settings what the worker is told
   * @param secrets where the token comes from
   * @param refreshQueue the queue that the messages come from
   * @param deadLetters the dead-letter queue
   * @param log where events go
   * @param clock tells the time
   * @param random from 0 to 1, for the jitter of delays
   */
  public DeliveryHandler(
      WorkerSettings settings,
      SecretSource secrets,
      RefreshQueue refreshQueue,
      RefreshQueue deadLetters,
      EventLog log,
      InstantSource clock,
      DoubleSupplier random) {
    this.webhook = new WebhookClient(settings.webhookUrl(), settings.idempotencyKeyFormat());
    this.log = log;
    this.clock = clock;
    ResponsePolicy responses =
        new ResponsePolicy(settings.retryStatuses(), settings.rejectStatuses());
    this.delivery =
        new Delivery(
            settings,
            new WebhookAttempts(webhook, secrets, responses, clock),
            refreshQueue,
            deadLetters,
            log,
            clock,
            random);
  }

  /**
   * Delivers a batch.
   *
   * @return the messages that must come again, in the batch's order; nothing is ever thrown for a
   *     message
   */
  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    Instant now = clock.instant();
    Instant functionEnd = now.plusMillis(context.getRemainingTimeInMillis());
    webhook.dropIdleConnections();
    List<SQSMessage> batch = event.getRecords() == null ? List.of() : event.getRecords();
    List<BatchItemFailure> failures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> settled =
          batch.stream()
              .map(
                  message ->
                      threads.submit(
                          () -> delivery.settles(SqsMessages.received(message, now), functionEnd)))
              .toList();
      for (int i = 0; i < batch.size(); i++) {
        String id = batch.get(i).getMessageId();
        if (!isSettled(settled.get(i), id)) {
          failures.add(new BatchItemFailure(id));
        }
      }
    }
    return new SQSBatchResponse(failures);
  }

  /** Only a plain yes lets a message go; whatever else happened to it, it comes again. */
  private boolean isSettled(Future<Boolean> settled, String messageId) {
    try {
      return settled.get();
    } catch (ExecutionException e) {
      log.write(new PipelineEvent.MessageKept(messageId, "the worker failed: " + e.getCause()));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
