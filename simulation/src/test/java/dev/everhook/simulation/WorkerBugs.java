package dev.everhook.simulation;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.SendResult;
import dev.everhook.worker.CallResult;
import dev.everhook.worker.Webhook;
import dev.everhook.worker.WebhookCall;
import dev.everhook.worker.WebhookSecret;
import dev.everhook.worker.WorkerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;

/** Mistakes of the worker. */
final class WorkerBugs {
  private static final int TWELVE_HOURS = 43_200;

  private WorkerBugs() {}

  /** The messages are deleted before anything is on record. */
  static Wiring acknowledgesFirst() {
    return new Wiring() {
      @Override
      public RequestHandler<SQSEvent, SQSBatchResponse> worker(
          RequestHandler<SQSEvent, SQSBatchResponse> worker, RefreshQueue refreshQueue) {
        return (event, context) -> {
          refreshQueue.delete(event.getRecords().stream().map(WorkerBugs::received).toList());
          return worker.handleRequest(event, context);
        };
      }
    };
  }

  private static ReceivedMessage received(SQSMessage message) {
    return new ReceivedMessage(
        message.getMessageId(),
        message.getReceiptHandle(),
        message.getBody(),
        Map.of(),
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  /** Failures are gathered in a list that threads share: of two at once, one is lost. */
  static Wiring losesFailure() {
    return new Wiring() {
      @Override
      public RequestHandler<SQSEvent, SQSBatchResponse> worker(
          RequestHandler<SQSEvent, SQSBatchResponse> worker, RefreshQueue refreshQueue) {
        return (event, context) -> {
          List<BatchItemFailure> failures =
              worker.handleRequest(event, context).getBatchItemFailures();
          return new SQSBatchResponse(
              failures.size() < 2 ? failures : failures.subList(1, failures.size()));
        };
      }
    };
  }

  /** Every receive looks like the first second of a message's life. */
  static Wiring forgetsRetention() {
    return new Wiring() {
      @Override
      public RequestHandler<SQSEvent, SQSBatchResponse> worker(
          RequestHandler<SQSEvent, SQSBatchResponse> worker, RefreshQueue refreshQueue) {
        return (event, context) -> {
          for (SQSMessage message : event.getRecords()) {
            Map<String, String> attributes = new HashMap<>(message.getAttributes());
            attributes.remove("SentTimestamp");
            message.setAttributes(attributes);
          }
          return worker.handleRequest(event, context);
        };
      }
    };
  }

  private static Wiring calling(UnaryOperator<WebhookCall> call, UnaryOperator<CallResult> result) {
    return new Wiring() {
      @Override
      public Webhook webhook(Webhook webhook) {
        return new Webhook() {
          @Override
          public CallResult call(WebhookCall made, WebhookSecret secret, Duration timeout) {
            return result.apply(webhook.call(call.apply(made), secret, timeout));
          }

          @Override
          public void dropIdleConnections() {
            webhook.dropIdleConnections();
          }
        };
      }
    };
  }

  /** The key changes with each attempt, as a message id or an execution id does. */
  static Wiring otherKey() {
    return calling(
        call ->
            call.attempt() == 1
                ? call
                : new WebhookCall(
                    call.request(),
                    IdempotencyKey.ofRequest(call.key() + "/" + call.attempt(), 0),
                    call.attempt(),
                    call.at()),
        result -> result);
  }

  /** What the receiver asks for is not heeded. */
  static Wiring noRetryAfter() {
    return calling(
        call -> call,
        result ->
            result instanceof CallResult.Answered(int status, @Nullable String _, String body)
                ? new CallResult.Answered(status, null, body)
                : result);
  }

  /** A slot is called for however late it is. */
  static Wiring noSlotExpiry() {
    return new Wiring() {
      @Override
      public WorkerSettings settings(WorkerSettings right) {
        return new WorkerSettings(
            right.webhookUrl(),
            right.webhookTimeout(),
            right.maxAttempts(),
            right.retryBaseDelay(),
            right.retryMaxDelay(),
            right.retryStatuses(),
            right.rejectStatuses(),
            null,
            right.idempotencyKeyFormat(),
            right.times());
      }
    };
  }

  /** A wait of more than twelve hours is asked for in one go. */
  static Wiring hidesLonger() {
    return new Wiring() {
      @Override
      public SqsClient sqs(SqsClient client, Function of) {
        return of != Function.WORKER
            ? client
            : new SqsClient() {
              @Override
              public ChangeMessageVisibilityResponse changeMessageVisibility(
                  ChangeMessageVisibilityRequest request) {
                int seconds = request.visibilityTimeout();
                return client.changeMessageVisibility(
                    seconds < TWELVE_HOURS - 120
                        ? request
                        : request.toBuilder().visibilityTimeout(TWELVE_HOURS + 1).build());
              }

              @Override
              public String serviceName() {
                return client.serviceName();
              }

              @Override
              public void close() {}
            };
      }
    };
  }

  /** A dead letter that the queue does not take is taken for sent. */
  static Wiring losesDeadLetter() {
    return new Wiring() {
      @Override
      public RefreshQueue deadLetters(RefreshQueue queue, RefreshQueue refreshQueue, Function of) {
        return of == Function.WORKER ? takesAllForSent(queue) : queue;
      }
    };
  }

  static RefreshQueue takesAllForSent(RefreshQueue queue) {
    return new QueueWrapper(queue) {
      @Override
      public List<SendResult> send(List<OutgoingMessage> messages) {
        return super.send(messages).stream()
            .map(
                result ->
                    result instanceof SendResult.NotSent ? new SendResult.Sent("lost") : result)
            .toList();
      }
    };
  }
}
