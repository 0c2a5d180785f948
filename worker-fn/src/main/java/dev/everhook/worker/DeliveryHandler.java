package dev.everhook.worker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.everhook.core.EventLog;
import dev.everhook.core.LambdaEventLog;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.ledger.DeliveryLedger;
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
 * The worker: takes a batch of the refresh queue, all its messages in parallel and each on its own,
 * and returns exactly those that must come again. Lambda starts it by {@link DeliveryFunction}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">partial
 *     batch responses</a>
 */
public final class DeliveryHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  /** The settings that it reads from its environment. */
  public static final List<String> SETTINGS = WorkerEnvironment.NAMES;

  private final Webhook webhook;
  private final Delivery delivery;
  private final EventLog log;
  private final InstantSource clock;

  DeliveryHandler(WorkerEnvironment environment) {
    this(
        environment.settings(),
        environment.secrets(),
        environment.ledger(),
        environment.refreshQueue(),
        environment.deadLetters(),
        LambdaEventLog.ofThisFunction(),
        InstantSource.system(),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * @param settings what the worker is told
   * @param secrets where the token comes from
   * @param ledger the store of deliveries
   * @param refreshQueue the queue that the messages come from
   * @param deadLetters the dead-letter queue
   * @param log where events go
   * @param clock tells the time
   * @param random from 0 to 1, for the jitter of delays
   */
  public DeliveryHandler(
      WorkerSettings settings,
      SecretSource secrets,
      DeliveryLedger ledger,
      RefreshQueue refreshQueue,
      RefreshQueue deadLetters,
      EventLog log,
      InstantSource clock,
      DoubleSupplier random) {
    this(
        settings,
        new WebhookClient(settings.webhookUrl(), settings.idempotencyKeyFormat()),
        secrets,
        ledger,
        refreshQueue,
        deadLetters,
        log,
        clock,
        random);
  }

  /**
   * A worker that calls a receiver in a way of its own.
   *
   * @param settings what the worker is told, of which the webhook's URL is not used
   * @param webhook what is called
   * @param secrets where the token comes from
   * @param ledger the store of deliveries
   * @param refreshQueue the queue that the messages come from
   * @param deadLetters the dead-letter queue
   * @param log where events go
   * @param clock tells the time
   * @param random from 0 to 1, for the jitter of delays
   */
  public DeliveryHandler(
      WorkerSettings settings,
      Webhook webhook,
      SecretSource secrets,
      DeliveryLedger ledger,
      RefreshQueue refreshQueue,
      RefreshQueue deadLetters,
      EventLog log,
      InstantSource clock,
      DoubleSupplier random) {
    this.webhook = webhook;
    this.log = log;
    this.clock = clock;
    ResponsePolicy responses =
        new ResponsePolicy(settings.retryStatuses(), settings.rejectStatuses());
    this.delivery =
        new Delivery(
            settings,
            new WebhookAttempts(webhook, secrets, responses, clock),
            ledger,
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
    List<Boolean> settled =
        batch.size() == 1
            ? List.of(isSettled(batch.getFirst(), now, functionEnd))
            : areSettled(batch, now, functionEnd);
    List<BatchItemFailure> failures = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      if (!settled.get(i)) {
        failures.add(new BatchItemFailure(batch.get(i).getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }

  private List<Boolean> areSettled(List<SQSMessage> batch, Instant now, Instant functionEnd) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers =
          batch.stream()
              .map(message -> threads.submit(() -> isSettled(message, now, functionEnd)))
              .toList();
      return answers.stream().map(DeliveryHandler::isSettled).toList();
    }
  }

  /** Only a plain yes lets a message go; whatever else happened to it, it comes again. */
  private boolean isSettled(SQSMessage message, Instant now, Instant functionEnd) {
    try {
      return delivery.settles(SqsMessages.received(message, now), functionEnd);
    } catch (RuntimeException | Error e) {
      log.write(new PipelineEvent.MessageKept(message.getMessageId(), "the worker failed: " + e));
      return false;
    }
  }

  private static boolean isSettled(Future<Boolean> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
