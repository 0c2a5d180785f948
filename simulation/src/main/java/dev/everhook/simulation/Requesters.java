package dev.everhook.simulation;

import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.FunctionContext;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Json;
import dev.everhook.producer.EnqueueHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whoever asks for refreshes: one or many at a time, again if the answer was no, or none. */
final class Requesters {
  private static final int MOST_TRIES = 4;

  private final World world;
  private final Duration length;
  private int requests;
  private int invocations;

  Requesters(World world, Duration length) {
    this.world = world;
    this.length = length;
  }

  void begin() {
    int calls = 2 + world.chance().below("enqueue calls", 9);
    for (int i = 0; i < calls; i++) {
      String name = "enqueue #" + i;
      int size = world.chance().happens(name, 0.3) ? 2 + world.chance().below(name, 11) : 1;
      List<String> entries = new ArrayList<>();
      for (int k = 0; k < size; k++) {
        entries.add(entry(name));
      }
      long at = world.timeline().millis() + world.chance().between(name, 0, length.toMillis());
      if (!world.faults().allows(name)) {
        continue;
      }
      world.timeline().at(at, () -> world.timeline().start(() -> ask(entries, 1)));
      if (world.chance().happens(name, 0.15) && world.faults().allows("again: " + name)) {
        long again = at + world.chance().between(name, 0, Duration.ofDays(4).toMillis());
        world.timeline().at(again, () -> world.timeline().start(() -> ask(entries, 1)));
      }
    }
    malformed();
  }

  private String entry(String name) {
    int number = ++requests;
    StringBuilder entry = new StringBuilder("{\"requestId\":\"r-" + number + "\"");
    if (world.chance().happens(name, 0.5)) {
      entry.append(",\"payload\":{\"user\": ").append(number).append("}");
    }
    if (world.chance().happens(name, 0.08)) {
      long after = world.chance().between(name, 60_000, Duration.ofDays(40).toMillis());
      Instant end = world.timeline().instant().plusMillis(after);
      entry.append(",\"notAfter\":\"").append(end).append("\"");
    }
    if (world.chance().happens(name, 0.03)) {
      entry.append(",\"unknown\":true");
    }
    return entry.append("}").toString();
  }

  /** Somebody sends to the queue what is no request at all. */
  private void malformed() {
    if (!world.chance().happens("malformed", 0.2) || !world.faults().allows("malformed")) {
      return;
    }
    long at = world.timeline().millis() + world.chance().between("malformed", 0, length.toMillis());
    world.timeline().at(at, () -> world.refreshQueue().send("hello?", Map.of()));
  }

  private void ask(List<String> entries, int tries) {
    Life life = new Life(world, "enqueue " + ++invocations);
    world.timeline().after(Duration.ofSeconds(60), life::kill);
    try {
      read(invoke(life, "[" + String.join(",", entries) + "]"));
      life.end();
    } catch (Life.Died | RuntimeException e) {
      world.trace(() -> life.name() + " failed: " + e);
      if (tries < MOST_TRIES) {
        world.timeline().pause(world.chance().between("next enqueue", 1_000, 600_000));
        ask(entries, tries + 1);
      }
    }
  }

  private String invoke(Life life, String event) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      new EnqueueHandler(
              world.refreshQueue(life, Wiring.Function.ENQUEUE),
              world.deliveries(life, Wiring.Function.ENQUEUE),
              _ -> {},
              world.timeline())
          .handleRequest(
              new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
              answer,
              new FunctionContext(Duration.ofSeconds(60)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    life.requireAlive();
    return answer.toString(StandardCharsets.UTF_8);
  }

  /** What was accepted must have been in the queue, and what is known must be known. */
  private void read(String answer) {
    try (var parser = Json.FACTORY.createParser(answer)) {
      boolean isError = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token != JsonToken.FIELD_NAME) {
          continue;
        }
        String field = parser.currentName();
        if (field.equals("errors")) {
          isError = true;
        } else if (field.equals("key") && !isError) {
          accepted(parser.nextTextValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accepted(String key) {
    world.count("requests");
    Case of = world.cases().find(IdempotencyKey.parse(key));
    if (of == null || !of.isReal) {
      world.violated("enqueue accepted " + key + ", which no queue ever had");
    }
  }
}
