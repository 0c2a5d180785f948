package dev.everhook.simulation;

import dev.everhook.core.DeathNotice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A standard queue as SQS has it: at least once, in any order, with visibility, receive counts, a
 * redrive policy and a retention.
 */
final class SimulatedQueue {
  /** From the receive, extensions included. */
  private static final long LONGEST_HIDDEN = Duration.ofHours(12).toMillis();

  /** Of one delivery: what fires twice, comes again and is put back makes some, and no more. */
  private static final int MOST_COPIES = 24;

  private final World world;
  private final Place place;
  private final long retention;
  private final Map<String, Stored> messages = new LinkedHashMap<>();
  private final Map<String, String> idsByReceipt = new LinkedHashMap<>();
  private int maxReceives = Integer.MAX_VALUE;
  private @Nullable SimulatedQueue deadLetters;
  private Runnable onChange = () -> {};
  private int ids;

  SimulatedQueue(World world, Place place, Duration retention) {
    this.world = world;
    this.place = place;
    this.retention = retention.toMillis();
  }

  /** A message that the queue holds. */
  static final class Stored {
    final String id;
    final String body;
    final Map<String, String> attributes;
    final Case of;
    final long sentAt;
    final boolean wasMoved;
    long visibleAt;
    long receivedAt;
    long firstReceivedAt;
    int receives;
    String receipt = "";

    Stored(
        String id,
        String body,
        Map<String, String> attributes,
        Case of,
        long sentAt,
        boolean wasMoved,
        long visibleAt) {
      this.id = id;
      this.body = body;
      this.attributes = attributes;
      this.of = of;
      this.sentAt = sentAt;
      this.wasMoved = wasMoved;
      this.visibleAt = visibleAt;
    }
  }

  /** After that many receives a message goes to another queue. */
  void redrives(int receives, SimulatedQueue to) {
    maxReceives = receives;
    deadLetters = to;
  }

  /** Runs whenever a message may become visible sooner than was known. */
  void onChange(Runnable action) {
    onChange = action;
  }

  Place place() {
    return place;
  }

  Collection<Stored> messages() {
    return messages.values();
  }

  /** Takes a message; returns its id. */
  String send(String body, Map<String, String> attributes) {
    return send(body, attributes, world.timeline().millis(), false);
  }

  private String send(String body, Map<String, String> attributes, long sentAt, boolean wasMoved) {
    long now = world.timeline().millis();
    String id = place + "-" + ++ids;
    Case of = world.cases().of(body, attributes);
    boolean isLate = world.faults().strike("send of " + of, Fault.SENT_LATE).isPresent();
    long visibleAt = isLate ? now + world.chance().between("lateness", 1_000, 900_000) : now;
    messages.put(id, new Stored(id, body, attributes, of, sentAt, wasMoved, visibleAt));
    of.enters(place);
    if (place == Place.REFRESH_QUEUE && DeathNotice.deathOf(attributes) > 0) {
      of.redrives++;
    }
    if (of.request != null && of.in(place) > MOST_COPIES) {
      world.violated("%s holds %d messages for %s".formatted(place, of.in(place), of));
    }
    world.trace(() -> "%s has %s %s".formatted(place, of, new TreeMap<>(attributes)));
    world.timeline().at(sentAt + retention, () -> forget(id));
    onChange.run();
    return id;
  }

  private void forget(String id) {
    Stored message = messages.remove(id);
    if (message != null) {
      world.trace(() -> "%s forgets %s".formatted(place, message.of));
      world.cases().leaves(message.of, place);
    }
  }

  /** Up to {@code most} of those that are visible, in any order. */
  List<Stored> receive(int most, Duration visibility) {
    long now = world.timeline().millis();
    List<Stored> visible = new ArrayList<>();
    for (Stored message : messages.values()) {
      if (message.visibleAt <= now) {
        visible.add(message);
      }
    }
    List<Stored> received = new ArrayList<>();
    while (!visible.isEmpty() && received.size() < most) {
      Stored message = visible.remove(world.chance().below("order of " + place, visible.size()));
      if (message.receives >= maxReceives && deadLetters != null) {
        move(message, deadLetters);
      } else {
        received.add(received(message, now, visibility));
      }
    }
    return received;
  }

  private void move(Stored message, SimulatedQueue to) {
    to.send(message.body, message.attributes, message.sentAt, true);
    messages.remove(message.id);
    world.count("moved by the redrive policy");
    world.cases().leaves(message.of, place);
  }

  private Stored received(Stored message, long now, Duration visibility) {
    message.receives++;
    message.receivedAt = now;
    message.firstReceivedAt = message.receives == 1 ? now : message.firstReceivedAt;
    message.receipt = message.id + "/" + message.receives;
    idsByReceipt.put(message.receipt, message.id);
    boolean isTwice =
        world.faults().strike("receive of " + message.of, Fault.RECEIVED_TWICE).isPresent();
    message.visibleAt =
        isTwice
            ? now + world.chance().between("second receive", 1, 600_000)
            : now + visibility.toMillis();
    if (isTwice) {
      onChange.run();
    }
    return message;
  }

  /** Deletes by a receipt; by one that is not the last, perhaps. */
  void delete(String receipt) {
    Optional<Stored> known = byReceipt(receipt);
    if (known.isEmpty()) {
      return;
    }
    Stored message = known.get();
    if (!message.receipt.equals(receipt) && world.chance().happens("stale delete", 0.5)) {
      return;
    }
    if (world.faults().strike("delete of " + message.of, Fault.COMES_AGAIN).isPresent()) {
      message.visibleAt = world.timeline().millis() + world.chance().between("ghost", 0, 7_200_000);
      onChange.run();
      return;
    }
    messages.remove(message.id);
    world.trace(() -> "%s deletes %s".formatted(place, message.of));
    world.cases().leaves(message.of, place);
  }

  /**
   * Hides a message.
   *
   * @return why it cannot be done; empty where it was
   */
  Optional<String> hide(String receipt, long millis) {
    long now = world.timeline().millis();
    Optional<Stored> known = byReceipt(receipt);
    if (known.isEmpty() || known.get().visibleAt <= now) {
      return Optional.of("MessageNotInflight");
    }
    Stored message = known.get();
    if (now - message.receivedAt + millis > LONGEST_HIDDEN) {
      return Optional.of("InvalidParameterValue");
    }
    message.visibleAt = now + millis;
    onChange.run();
    return Optional.empty();
  }

  private Optional<Stored> byReceipt(String receipt) {
    String id = idsByReceipt.get(receipt);
    return Optional.ofNullable(id == null ? null : messages.get(id));
  }

  /** When the first of its messages is visible; empty where it has none. */
  Optional<Long> nextVisible() {
    return messages.values().stream().map(message -> message.visibleAt).min(Long::compare);
  }

  long visible() {
    long now = world.timeline().millis();
    return messages.values().stream().filter(message -> message.visibleAt <= now).count();
  }

  /** As the console's button and SQS's own task do: every message that is visible, as it is. */
  void moveAll(SimulatedQueue to) {
    for (Stored message : List.copyOf(messages.values())) {
      if (message.visibleAt <= world.timeline().millis()) {
        to.send(message.body, message.attributes);
        messages.remove(message.id);
        world.cases().leaves(message.of, place);
      }
    }
  }
}
