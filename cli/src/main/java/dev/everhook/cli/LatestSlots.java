package dev.everhook.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Asks what became of the latest slots; those of which the ledger knows nothing are named. */
final class LatestSlots {
  static final int SHOWN = 10;

  /** A message on its way: the schedule fires within a minute, and the worker takes it then. */
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(5);

  private LatestSlots() {}

  static List<Slot> find(
      Deployment deployment,
      SlotCalendar calendar,
      StatusAnswer.ScheduleState schedule,
      StatusAnswer status) {
    Map<Instant, Delivery> known = new HashMap<>();
    status.scheduled().forEach(delivery -> add(known, delivery));
    TreeSet<Instant> slots = new TreeSet<>(known.keySet());
    List<Instant> expected = calendar.latest(SHOWN);
    slots.addAll(expected);
    List<Instant> latest =
        slots.stream().filter(slot -> !slot.isAfter(status.now())).sorted().toList();
    latest = latest.subList(Math.max(0, latest.size() - SHOWN), latest.size());
    List<String> keys =
        latest.stream().filter(slot -> !known.containsKey(slot)).map(calendar::key).toList();
    if (!keys.isEmpty()) {
      deployment
          .ask(Requests.deliveries(keys), Delivery.Page.class)
          .deliveries()
          .forEach(delivery -> add(known, delivery));
    }
    Instant dueSince =
        status.now().minus(ON_ITS_WAY).minus(Duration.ofMinutes(schedule.flexibleWindowMinutes()));
    return latest.stream().map(at -> slot(at, known, dueSince)).toList();
  }

  /** A slot with a new key has a delivery for each; the one with the highest generation counts. */
  private static void add(Map<Instant, Delivery> known, Delivery delivery) {
    if (delivery.slot() != null) {
      known.merge(
          delivery.slot(),
          delivery,
          (one, other) -> one.generation() >= other.generation() ? one : other);
    }
  }

  private static Slot slot(Instant at, Map<Instant, Delivery> known, Instant dueSince) {
    if (known.containsKey(at)) {
      return new Slot(at, Slot.Fate.KNOWN, Objects.requireNonNull(known.get(at)));
    }
    return new Slot(at, at.isAfter(dueSince) ? Slot.Fate.DUE : Slot.Fate.MISSING, null);
  }
}
