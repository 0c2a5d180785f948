package dev.everhook.simulation;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.SqsRefreshQueue;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.LedgerStore;
import dev.everhook.simulation.Wiring.Function;
import dev.everhook.worker.CallResult;
import dev.everhook.worker.DeliveryHandler;
import dev.everhook.worker.Webhook;
import dev.everhook.worker.WebhookCall;
import dev.everhook.worker.WebhookSecret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All there is, in one run: time and chance, the services, and who uses them. */
final class World {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final URI QUEUE_URL = URI.create("https://sqs.example/queue");

  private final Wiring wiring;
  private final Chance chance;
  private final StackSettings settings;
  private final Timeline timeline;
  private final Faults faults;
  private final @Nullable List<String> trace;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Cases cases = new Cases(this);
  private final Outages outages;
  private final SimulatedLedger ledger;
  private final SimulatedQueue refreshQueue;
  private final SimulatedQueue deadLetters;
  private final SimulatedQueue schedulerDeadLetters;
  private final SimulatedArchives archives = new SimulatedArchives(this);
  private final SimulatedReceiver receiver;
  private final SimulatedSecrets secrets = new SimulatedSecrets(this);
  private final Operators operators;
  private @Nullable String violation;
  private int claims;

  World(Scenario scenario, Wiring wiring, boolean isTraced) {
    this.wiring = wiring;
    this.trace = isTraced ? new ArrayList<>() : null;
    this.chance = new Chance(scenario.seed());
    this.settings = StackSettings.of(chance);
    this.timeline = new Timeline(START, chance);
    this.faults = new Faults(chance, scenario.allowed());
    Duration length = Duration.ofDays(scenario.days());
    trace(() -> "parameters " + settings.parameters());
    this.outages = new Outages(this, length);
    this.ledger = new SimulatedLedger(this);
    this.receiver = new SimulatedReceiver(this);
    this.refreshQueue =
        new SimulatedQueue(this, Place.REFRESH_QUEUE, settings.worker().times().retention());
    this.deadLetters = new SimulatedQueue(this, Place.DEAD_LETTERS, settings.deadRetention());
    this.schedulerDeadLetters =
        new SimulatedQueue(this, Place.SCHEDULER_DEAD_LETTERS, settings.deadRetention());
    refreshQueue.redrives(settings.worker().times().maxReceiveCount(), deadLetters);
    Mapping mapping = new Mapping(this, refreshQueue);
    mapping.begin();
    new Schedule(this, length).begin();
    new Requesters(this, length).begin();
    this.operators = new Operators(this, length);
    operators.begin();
  }

  Timeline timeline() {
    return timeline;
  }

  Chance chance() {
    return chance;
  }

  StackSettings settings() {
    return settings;
  }

  Faults faults() {
    return faults;
  }

  Cases cases() {
    return cases;
  }

  Outages outages() {
    return outages;
  }

  SimulatedLedger ledger() {
    return ledger;
  }

  SimulatedQueue refreshQueue() {
    return refreshQueue;
  }

  SimulatedQueue deadLetters() {
    return deadLetters;
  }

  SimulatedQueue schedulerDeadLetters() {
    return schedulerDeadLetters;
  }

  SimulatedArchives archives() {
    return archives;
  }

  SimulatedSecrets secrets() {
    return secrets;
  }

  Operators operators() {
    return operators;
  }

  /** Writes a line of the trace, where there is one. */
  void trace(Supplier<String> line) {
    if (trace != null && violation == null) {
      trace.add(timeline.instant() + " " + line.get());
    }
  }

  List<String> trace() {
    return trace == null ? List.of() : trace;
  }

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  Map<String, Long> counts() {
    return counts;
  }

  /** A rule is broken: the first is what counts, and the world ends. */
  void violated(String rule) {
    if (violation == null) {
      trace(() -> "BROKEN: " + rule);
      violation = rule;
      timeline.stop();
    }
  }

  @Nullable String violation() {
    return violation;
  }

  /** The worker of one invocation. */
  RequestHandler<SQSEvent, SQSBatchResponse> worker(Life life) {
    RefreshQueue refresh = refreshQueue(life, Function.WORKER);
    DeliveryHandler worker =
        new DeliveryHandler(
            wiring.settings(settings.worker()),
            wiring.webhook(webhook(life)),
            secrets.of(life),
            deliveries(life, Function.WORKER),
            refresh,
            deadLetters(life, Function.WORKER),
            event -> trace(() -> life.name() + " says " + event),
            timeline,
            () -> chance.next("jitter"));
    return wiring.worker(worker, refresh);
  }

  private Webhook webhook(Life life) {
    return new Webhook() {
      @Override
      public CallResult call(WebhookCall call, WebhookSecret secret, Duration timeout) {
        return receiver.call(life, call, secret, timeout);
      }

      @Override
      public void dropIdleConnections() {}
    };
  }

  DeliveryLedger deliveries(Life life, Function of) {
    LedgerStore store = wiring.ledger(new LedgerCalls(this, ledger, life), of);
    return new DeliveryLedger(store, timeline, () -> "claim-" + ++claims);
  }

  RefreshQueue refreshQueue(Life life, Function of) {
    SqsCalls calls = new SqsCalls(this, refreshQueue, life);
    RefreshQueue queue = new SqsRefreshQueue(wiring.sqs(calls, of), QUEUE_URL, timeline);
    return wiring.refreshQueue(queue, queue(deadLetters, life), of);
  }

  RefreshQueue deadLetters(Life life, Function of) {
    return wiring.deadLetters(queue(deadLetters, life), queue(refreshQueue, life), of);
  }

  /** A queue, by Everhook's own adapter. */
  RefreshQueue queue(SimulatedQueue queue, Life life) {
    return new SqsRefreshQueue(new SqsCalls(this, queue, life), QUEUE_URL, timeline);
  }

  /** Whether a message of it is so old that it cannot wait any longer. */
  boolean hasOldMessage(Case of) {
    long old = timeline.millis() - settings.longestLife().toMillis();
    return refreshQueue.messages().stream()
        .anyMatch(message -> message.of == of && message.sentAt <= old);
  }

  /** Whether every message of it has been tried for longer than all attempts take. */
  boolean isBeyondHorizon(Case of) {
    Duration horizon =
        settings
            .backoff()
            .longestHorizon(settings.worker().maxAttempts())
            .plus(Duration.ofHours(13));
    long since = timeline.millis() - horizon.toMillis();
    return refreshQueue.messages().stream()
        .filter(message -> message.of == of)
        .allMatch(message -> message.receives > 0 && message.firstReceivedAt < since);
  }
}
