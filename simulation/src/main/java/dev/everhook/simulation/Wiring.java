package dev.everhook.simulation;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.ledger.LedgerStore;
import dev.everhook.worker.Webhook;
import dev.everhook.worker.WorkerSettings;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What stands between Everhook's handlers and the world: nothing, unless a test plants a bug there.
 */
public interface Wiring {
  /** As it should be. */
  Wiring SOUND = new Wiring() {};

  /** Makes the wiring of one run, which may remember what happened in it. */
  @FunctionalInterface
  interface Maker {
    Wiring make();
  }

  /** Whose ports are made. */
  enum Function {
    WORKER,
    ENQUEUE,
    REDRIVE
  }

  /** What the worker is told. */
  default WorkerSettings settings(WorkerSettings settings) {
    return settings;
  }

  /** The ledger's store. */
  default LedgerStore ledger(LedgerStore store, Function of) {
    return store;
  }

  /** SQS itself, for the refresh queue. */
  default SqsClient sqs(SqsClient client, Function of) {
    return client;
  }

  /** The refresh queue; {@code deadLetters} for a bug that mixes them up. */
  default RefreshQueue refreshQueue(RefreshQueue queue, RefreshQueue deadLetters, Function of) {
    return queue;
  }

  /** The dead-letter queue. */
  default RefreshQueue deadLetters(RefreshQueue queue, RefreshQueue refreshQueue, Function of) {
    return queue;
  }

  /** The receiver. */
  default Webhook webhook(Webhook webhook) {
    return webhook;
  }

  /** The worker, of one invocation. */
  default RequestHandler<SQSEvent, SQSBatchResponse> worker(
      RequestHandler<SQSEvent, SQSBatchResponse> worker, RefreshQueue refreshQueue) {
    return worker;
  }
}
