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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The handler with two queues in memory, invoked as Lambda does: by bytes. */
final class RedriveFunction {
  private static final ObjectMapper JSON = new ObjectMapper();

  final SettableClock clock = new SettableClock();
  final InMemoryQueue deadLetters = new InMemoryQueue("dead", clock);
  final InMemoryQueue refreshQueue = new InMemoryQueue("refresh", clock);
  final InMemoryQueue scheduler = new InMemoryQueue("scheduler", clock);
  final InMemoryLedger ledger = new InMemoryLedger();
  final InMemoryOperations operations = new InMemoryOperations();
  final List<PipelineEvent> events = Collections.synchronizedList(new ArrayList<>());

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

  static String body(String requestId) {
    return RefreshRequestJson.write(new RefreshRequest.Manual(requestId, "ada", "why", null, null));
  }

  static DeathNotice notice(String requestId) {
    var request = new RefreshRequest.Manual(requestId, "ada", "why", null, null);
    return new DeathNotice(
        request.key(0), 0, 1, DeadLetterReason.REJECTED, 400, null, 1, SettableClock.START, null);
  }

  private Ports ports(InstantSource time) {
    return new Ports(
        refreshQueue,
        deadLetters,
        scheduler,
        new DeliveryLedger(ledger, time, () -> UUID.randomUUID().toString()),
        operations,
        null,
        OldestAge.unknown(),
        null,
        new RedriveSettings(Duration.ofHours(1)),
        events::add,
        time,
        clock::advance);
  }

  JsonNode invoke(String event) {
    return invoke(event, clock, Duration.ofMinutes(5));
  }

  /** Invokes with a clock that may run, and a time until the function is stopped. */
  JsonNode invoke(String event, InstantSource time, Duration remaining) {
    var answer = new ByteArrayOutputStream();
    try {
      new RedriveHandler(ports(time))
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
