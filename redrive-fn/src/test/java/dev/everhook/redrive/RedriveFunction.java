package dev.everhook.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.FunctionContext;
import dev.everhook.core.InMemoryQueue;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SettableClock;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.InMemoryLedger;
import dev.everhook.core.ledger.InMemoryOperations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The handler with its ports in memory, invoked as Lambda does: by bytes. */
final class RedriveFunction {
  static final Duration VISIBILITY = Duration.ofHours(1);
  static final ScheduleFacts SCHEDULE =
      new ScheduleFacts(
          "arn:aws:scheduler:a:1:schedule/g/s",
          "rate(72 hours)",
          "UTC",
          null,
          "ENABLED",
          SettableClock.START,
          0);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration REMAINING = Duration.ofMinutes(5);

  final SettableClock clock = new SettableClock();
  final InMemoryQueue deadLetters = new InMemoryQueue("dead", clock);
  final InMemoryQueue refreshQueue = new InMemoryQueue("refresh", clock);
  final InMemoryQueue scheduler = new InMemoryQueue("scheduler", clock);
  final InMemoryLedger ledger = new InMemoryLedger();
  final DeliveryLedger deliveries =
      new DeliveryLedger(ledger, clock, () -> UUID.randomUUID().toString());
  final Worker worker = new Worker(deliveries, clock);
  final InMemoryOperations operations = new InMemoryOperations();
  final InMemoryArchives archives = new InMemoryArchives();
  final List<PipelineEvent> events = Collections.synchronizedList(new ArrayList<>());
  private Ports ports = ports(clock);

  /** Puts rejected requests into the dead-letter queue: {@code r-0}, {@code r-1} and so on. */
  RedriveFunction withDeadLetters(int count) {
    for (int i = 0; i < count; i++) {
      deadLetters.send(new OutgoingMessage(body("r-" + i), notice("r-" + i).attributes()));
    }
    return this;
  }

  /** Puts something into the dead-letter queue that is no request. */
  RedriveFunction withMalformed(int count) {
    for (int i = 0; i < count; i++) {
      deadLetters.send(
          new OutgoingMessage("hello " + i, Map.of("reason", "malformed", "death", "1")));
    }
    return this;
  }

  /** Puts a letter into the dead-letter queue of which the ledger knows. */
  DeathNotice withDead(String requestId) {
    DeathNotice notice = worker.die(body(requestId), Map.of());
    deadLetters.send(new OutgoingMessage(body(requestId), notice.attributes()));
    return notice;
  }

  /** Puts a request with its last useful instant into the dead-letter queue. */
  RedriveFunction withNotAfter(String requestId, Instant notAfter) {
    var request = new RefreshRequest.Manual(requestId, "ada", "why", null, notAfter);
    deadLetters.send(
        new OutgoingMessage(RefreshRequestJson.write(request), notice(requestId).attributes()));
    return this;
  }

  static String body(String requestId) {
    return RefreshRequestJson.write(new RefreshRequest.Manual(requestId, "ada", "why", null, null));
  }

  static DeathNotice notice(String requestId) {
    return notice(requestId, DeadLetterReason.REJECTED, 400, null);
  }

  static DeathNotice notice(
      String requestId,
      DeadLetterReason reason,
      @Nullable Integer status,
      @Nullable String errorCode) {
    var request = new RefreshRequest.Manual(requestId, "ada", "why", null, null);
    return new DeathNotice(
        request.key(0), 0, 1, reason, status, errorCode, 1, SettableClock.START, null);
  }

  /** Changes what the handler works with. */
  RedriveFunction with(UnaryOperator<Ports> change) {
    ports = change.apply(ports);
    return this;
  }

  private Ports ports(InstantSource time) {
    return new Ports(
        refreshQueue,
        deadLetters,
        scheduler,
        new DeliveryLedger(ledger, time, () -> UUID.randomUUID().toString()),
        operations,
        archives,
        OldestAge.unknown(),
        SCHEDULE,
        new RedriveSettings(VISIBILITY),
        events::add,
        time,
        clock::advance);
  }

  static Ports withoutArchives(Ports ports) {
    return with(ports, null, ports.oldestAge());
  }

  static Ports withOldestAge(Ports ports, OldestAge oldestAge) {
    return with(ports, ports.archives(), oldestAge);
  }

  private static Ports with(Ports ports, @Nullable ArchiveStore archives, OldestAge oldestAge) {
    return new Ports(
        ports.refreshQueue(),
        ports.deadLetters(),
        ports.schedulerDeadLetters(),
        ports.ledger(),
        ports.operations(),
        archives,
        oldestAge,
        ports.schedule(),
        ports.settings(),
        ports.log(),
        ports.clock(),
        ports.sleeper());
  }

  JsonNode invoke(String event) {
    return invoke(event, ports, REMAINING);
  }

  JsonNode invoke(String event, Duration remaining) {
    return invoke(event, ports, remaining);
  }

  /** Invokes with a clock that may run, and a time until the function is stopped. */
  JsonNode invoke(String event, InstantSource time, Duration remaining) {
    return invoke(event, ports(time), remaining);
  }

  private static JsonNode invoke(String event, Ports ports, Duration remaining) {
    var answer = new ByteArrayOutputStream();
    try {
      new RedriveHandler(ports)
          .handleRequest(
              new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
              answer,
              new FunctionContext(remaining));
      return JSON.readTree(answer.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
