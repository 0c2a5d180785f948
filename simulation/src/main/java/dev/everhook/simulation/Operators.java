package dev.everhook.simulation;

import dev.everhook.core.FunctionContext;
import dev.everhook.redrive.OldestAge;
import dev.everhook.redrive.Ports;
import dev.everhook.redrive.RedriveHandler;
import dev.everhook.redrive.RedriveSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * People with the redrive function, and with SQS's own buttons: they plan, redrive, archive and
 * restore at random, and each day they see to it that no dead letter grows too old. The schedule's
 * hourly sweep is here too.
 */
final class Operators {
  private static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration MARGIN = Duration.ofMinutes(10);
  private static final Duration OLD = Duration.ofDays(7);
  private static final Duration ALMOST_FORGOTTEN = Duration.ofDays(12);
  private static final int MOST_TRIES = 10;
  private static final long HOUR = 3_600_000;

  /** Of one letter by one redrive, whose calls may be repeated. */
  private static final int MOST_SENDS = 2;

  private final World world;
  private final Duration length;

  /** How often each redrive that runs may still send each request. */
  private final Map<Life, Map<List<Case>, Integer>> redriving = new HashMap<>();

  private final Duration visibility;
  private int operations;
  private int invocations;
  private int newKeys;

  Operators(World world, Duration length) {
    this.world = world;
    this.length = length;
    this.visibility = world.settings().worker().times().visibility();
  }

  /** How often somebody asked for new keys. */
  int newKeys() {
    return newKeys;
  }

  void begin() {
    int count = world.chance().below("operations", 12);
    for (int i = 0; i < count; i++) {
      String name = "operation #" + i;
      long at = world.timeline().millis() + world.chance().between(name, 0, length.toMillis());
      if (world.faults().allows(name)) {
        world.timeline().at(at, () -> world.timeline().start(() -> operate(name)));
      }
    }
    for (int day = 1; day < length.toDays() + 20; day++) {
      long at =
          world.timeline().millis()
              + Duration.ofDays(day).toMillis()
              + world.chance().between("daily", 0, 20 * HOUR);
      world.timeline().at(at, () -> world.timeline().start(this::lookAfter));
    }
    world.timeline().after(Duration.ofHours(1), this::hourly);
  }

  private void hourly() {
    world.timeline().after(Duration.ofHours(1), this::hourly);
    Instant before = world.timeline().instant().minus(visibility).minus(MARGIN);
    // A sweep that would find nothing is left out, to save time.
    if (world.ledger().longestDue().filter(due -> due.isBefore(before)).isPresent()) {
      world.timeline().start(() -> invoke("{\"action\":\"sweep\"}"));
    }
  }

  /** Nobody leaves a dead letter until its queue forgets it. */
  private void lookAfter() {
    archiveOld(world.deadLetters(), "dead-letters");
    if (!world.schedulerDeadLetters().messages().isEmpty()) {
      invoke(
          "{\"action\":\"redrive\",\"source\":\"scheduler\",\"operationId\":\"%s\"}"
              .formatted(id()));
    }
    archiveOld(world.schedulerDeadLetters(), "scheduler");
  }

  private void archiveOld(SimulatedQueue letters, String source) {
    for (int tries = 0; tries < MOST_TRIES && hasOlder(letters, OLD); tries++) {
      invoke(
          "{\"action\":\"archive\",\"source\":\"%s\",\"operationId\":\"%s\",\"filter\":{\"olderThan\":%d}}"
              .formatted(source, id(), OLD.toSeconds()));
      world.timeline().pause(HOUR);
    }
    if (hasOlder(letters, ALMOST_FORGOTTEN)) {
      // Without a ledger there is no operation, but there is the console.
      letters.moveAll(world.refreshQueue());
    }
  }

  private boolean hasOlder(SimulatedQueue letters, Duration age) {
    long old = world.timeline().millis() - age.toMillis();
    return letters.messages().stream().anyMatch(letter -> letter.sentAt < old);
  }

  /** Puts everything back, from wherever a letter lies. */
  void redriveAll() {
    world
        .timeline()
        .start(
            () -> {
              invoke("{\"action\":\"redrive\",\"operationId\":\"%s\"}".formatted(id()));
              invoke(
                  "{\"action\":\"redrive\",\"source\":\"scheduler\",\"operationId\":\"%s\"}"
                      .formatted(id()));
            });
  }

  private void operate(String name) {
    String event =
        switch (world.chance().below(name, 9)) {
          case 0, 1, 2, 3 -> redrive(name);
          case 4 ->
              "{\"action\":\"archive\",\"operationId\":\"%s\"%s}".formatted(id(), filter(name));
          case 5 -> restore(name);
          case 6 -> "{\"action\":\"plan\"%s}".formatted(filter(name));
          case 7 -> "{\"action\":\"sweep\",\"operationId\":\"%s\"}".formatted(id());
          default -> "";
        };
    if (event.isEmpty()) {
      world.trace(() -> "an operator presses the console's button");
      world.count("operations, console");
      world.deadLetters().moveAll(world.refreshQueue());
      return;
    }
    if (event.contains("operationId")) {
      mayStop(name, "o-" + operations);
    }
    invoke(event);
    if (world.chance().happens(name, 0.3)) {
      // Whoever had no answer asks again, under the same id.
      world.timeline().pause(world.chance().between(name, 0, 2 * HOUR));
      if (!world.faults().isCalm()) {
        invoke(event);
      }
    }
  }

  /** Somebody has second thoughts. */
  private void mayStop(String name, String operationId) {
    String stop = "stop of " + name;
    if (!world.chance().happens(stop, 0.15) || !world.faults().allows(stop)) {
      return;
    }
    long after = world.chance().between(stop, 1, 10_000);
    String event = "{\"action\":\"stop\",\"operationId\":\"%s\"}".formatted(operationId);
    world
        .timeline()
        .after(Duration.ofMillis(after), () -> world.timeline().start(() -> invoke(event)));
  }

  private String redrive(String name) {
    StringBuilder event =
        new StringBuilder("{\"action\":\"redrive\",\"operationId\":\"" + id() + "\"");
    event.append(filter(name));
    if (world.chance().happens(name, 0.2)) {
      event.append(",\"limit\":").append(1 + world.chance().below(name, 12));
    }
    if (world.chance().happens(name, 0.2)) {
      event.append(",\"ratePerSecond\":").append(1 + world.chance().below(name, 5));
    }
    if (world.chance().happens(name, 0.15)) {
      event.append(",\"canary\":true");
    }
    if (world.chance().happens(name, 0.1)) {
      newKeys++;
      event.append(",\"newGeneration\":true,\"confirm\":\"new-keys\"");
    }
    return event.append("}").toString();
  }

  private String restore(String name) {
    List<String> archives = world.archives().names();
    if (archives.isEmpty()) {
      return redrive(name);
    }
    return "{\"action\":\"restore\",\"operationId\":\"%s\",\"archive\":\"%s\",\"to\":\"%s\"}"
        .formatted(
            id(),
            archives.get(world.chance().below(name, archives.size())),
            world.chance().happens(name, 0.5) ? "refresh-queue" : "dead-letters");
  }

  private String filter(String name) {
    return switch (world.chance().below(name, 6)) {
      case 0 -> ",\"filter\":{\"reasons\":[\"rejected\",\"exhausted\"]}";
      case 1 -> ",\"filter\":{\"reasons\":[\"crashed\",\"deferred\"]}";
      case 2 -> ",\"filter\":{\"statuses\":[\"400-499\"]}";
      case 3 -> ",\"filter\":{\"triggers\":[\"schedule\"]}";
      default -> "";
    };
  }

  private String id() {
    return "o-" + ++operations;
  }

  /** A redrive puts back what was dead when it began, and nothing that dies meanwhile. */
  void sent(Life life, SimulatedQueue to, Case of) {
    Map<List<Case>, Integer> left = redriving.get(life);
    if (left == null || to.place() != Place.REFRESH_QUEUE) {
      return;
    }
    // What the queue's own policy moves is as old as its request, and comes too rarely to go round.
    boolean wasMoved =
        world.deadLetters().messages().stream()
            .anyMatch(letter -> letter.wasMoved && letter.of.family.contains(of));
    if (left.merge(of.family, -1, Integer::sum) < 0 && !wasMoved) {
      world.violated(life.name() + " puts " + of + " back, which was not dead when it began");
    }
  }

  /** An operation is on record as begun. */
  void begins(Life life) {
    Map<List<Case>, Integer> dead = redriving.get(life);
    if (dead == null) {
      return;
    }
    dead.clear();
    for (SimulatedQueue queue : List.of(world.deadLetters(), world.schedulerDeadLetters())) {
      queue.messages().forEach(letter -> dead.merge(letter.of.family, MOST_SENDS, Integer::sum));
    }
  }

  private void invoke(String event) {
    Life life = new Life(world, "redrive " + ++invocations);
    if (event.startsWith("{\"action\":\"redrive\"")) {
      redriving.put(life, new IdentityHashMap<>());
    }
    world.timeline().after(FUNCTION_TIMEOUT, life::kill);
    world.trace(() -> life.name() + ": " + event);
    world.count("operations, " + event.substring(11, event.indexOf('"', 11)));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      new RedriveHandler(ports(life))
          .handleRequest(
              new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
              answer,
              new FunctionContext(FUNCTION_TIMEOUT));
      life.requireAlive();
      world.trace(() -> life.name() + ": " + answer.toString(StandardCharsets.UTF_8));
    } catch (Life.Died | RuntimeException e) {
      world.trace(() -> life.name() + " failed: " + e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      redriving.remove(life);
      life.end();
    }
  }

  private Ports ports(Life life) {
    return new Ports(
        world.refreshQueue(life, Wiring.Function.REDRIVE),
        world.deadLetters(life, Wiring.Function.REDRIVE),
        world.queue(world.schedulerDeadLetters(), life),
        world.deliveries(life, Wiring.Function.REDRIVE),
        world.archives().operationsOf(life),
        world.archives().of(life),
        OldestAge.unknown(),
        null,
        new RedriveSettings(visibility),
        _ -> {},
        world.timeline(),
        time -> life.pause(time.toMillis()));
  }
}
