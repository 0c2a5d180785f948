package dev.everhook.worker;

import dev.everhook.core.InMemoryQueue;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.SendResult;
import dev.everhook.core.SettableClock;
import dev.everhook.core.ledger.DeliveryLedger;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A worker between a refresh queue and a dead-letter queue, on a clock that a test turns. */
final class Pipeline {
  /**
   * Of a message, by the default parameters: 13 days less 60 receives of 66 minutes, and half a
   * day.
   */
  static final Duration LONGEST_LIFE = Duration.ofHours(13 * 24 - 66 - 12);

  static final String TOKEN = "token-4f9c0e7a";

  final SettableClock clock = new SettableClock();
  final InMemoryQueue refreshQueue = new InMemoryQueue("refresh", clock);
  final InMemoryQueue deadLetters = new InMemoryQueue("dead", clock);
  final FaultyLedger ledgerStore = new FaultyLedger();
  final DeliveryLedger ledger =
      new DeliveryLedger(ledgerStore, clock, () -> UUID.randomUUID().toString());
  final RecordingLog log = new RecordingLog();
  final SettableSecrets secrets = new SettableSecrets(TOKEN);
  final DeliveryHandler worker;

  Pipeline(WorkerParameters parameters) {
    worker = worker(parameters, secrets);
  }

  /** A pipeline that has its secret from elsewhere. */
  Pipeline(WorkerParameters parameters, SecretSource source) {
    worker = worker(parameters, source);
  }

  private DeliveryHandler worker(WorkerParameters parameters, SecretSource source) {
    return new DeliveryHandler(
        parameters.settings(), source, ledger, refreshQueue, deadLetters, log, clock, () -> 0.5);
  }

  /** A pipeline with the template's defaults. */
  static Pipeline calling(FaultyServer webhook) {
    return new Pipeline(WorkerParameters.DEFAULTS.calling(webhook.url()));
  }

  /** Puts a request on the refresh queue; returns the message's id. */
  String send(RefreshRequest request) {
    return send(Requests.body(request), Map.of());
  }

  String send(String body, Map<String, String> attributes) {
    return switch (refreshQueue.send(new OutgoingMessage(body, attributes))) {
      case SendResult.Sent(String messageId) -> messageId;
      case SendResult.NotSent notSent -> throw new AssertionError(notSent.toString());
    };
  }

  EventSource.Invocation invoke() {
    return invoke(Duration.ofMinutes(15));
  }

  EventSource.Invocation invoke(Duration remaining) {
    return EventSource.invoke(refreshQueue, worker, remaining);
  }

  /** The only message of the refresh queue. */
  InMemoryQueue.Stored message() {
    return only(refreshQueue);
  }

  /** The only dead letter. */
  InMemoryQueue.Stored deadLetter() {
    return only(deadLetters);
  }

  /** For how long the only message of the refresh queue is hidden from now on. */
  Duration hiddenFor() {
    return Duration.between(clock.instant(), message().visibleAt());
  }

  private static InMemoryQueue.Stored only(InMemoryQueue queue) {
    if (queue.messages().size() != 1) {
      throw new AssertionError("not one message but " + queue.messages());
    }
    return queue.messages().getFirst();
  }
}
