package dev.everhook.producer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.everhook.core.FunctionContext;
import dev.everhook.core.InMemoryQueue;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SettableClock;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.InMemoryLedger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The handler with a queue in memory and a clock that stands still, invoked as Lambda does: by
 * bytes.
 */
final class EnqueueFunction {
  private static final ObjectMapper JSON = new ObjectMapper();

  final SettableClock clock = new SettableClock();
  final InMemoryQueue queue = new InMemoryQueue("refresh", clock);
  final List<PipelineEvent> events = new ArrayList<>();
  final InMemoryLedger ledgerStore = new InMemoryLedger();
  final DeliveryLedger ledger = new DeliveryLedger(ledgerStore, clock, () -> "claim");
  private final EnqueueHandler handler = new EnqueueHandler(queue, ledger, events::add, clock);

  JsonNode invoke(String event) {
    return invoke(event.getBytes(StandardCharsets.UTF_8));
  }

  JsonNode invoke(byte[] event) {
    var answer = new ByteArrayOutputStream();
    try {
      handler.handleRequest(
          new ByteArrayInputStream(event), answer, new FunctionContext(Duration.ofMinutes(1)));
      return JSON.readTree(answer.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Invokes with an event of the test resources. */
  JsonNode invokeWith(String resource) {
    return invoke(event(resource));
  }

  static String event(String resource) {
    try (InputStream in = EnqueueFunction.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The body of an answer over HTTP, which is JSON in a string. */
  static JsonNode body(JsonNode response) {
    try {
      return JSON.readTree(response.path("body").textValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the queue holds, read as the worker reads it. */
  List<RefreshRequest.Manual> queued() {
    return queue.bodies().stream()
        .map(RefreshRequestJson::read)
        .map(RefreshRequest.Manual.class::cast)
        .toList();
  }
}
