package dev.everhook.simulation;

import dev.everhook.simulation.SimulatedReceiver.Manner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is down, and from when until when: minutes, hours or days. */
final class Outages {
  /** What can be down. */
  enum Of {
    RECEIVER,
    LEDGER,
    LEDGER_REFUSES,
    QUEUE,
    SECRET,
    MAPPING,
    FUNCTION_START
  }

  private final World world;
  private final List<Outage> outages = new ArrayList<>();

  private record Outage(Of what, long from, long until, @Nullable Manner manner) {}

  Outages(World world, Duration length) {
    this.world = world;
    for (Of what : Of.values()) {
      int most = what == Of.RECEIVER ? 4 : 2;
      int count = world.chance().below("outages of " + what, most + 1);
      for (int i = 0; i < count; i++) {
        add(what, i, length);
      }
    }
  }

  private void add(Of what, int number, Duration length) {
    String name = "outage of " + what + " #" + number;
    long start = world.timeline().millis() + world.chance().between(name, 0, length.toMillis());
    long millis = world.chance().between(name, 1_000, longest(what, world.chance().below(name, 4)));
    Manner manner =
        what == Of.RECEIVER ? Manner.ALL.get(world.chance().below(name, Manner.ALL.size())) : null;
    if (world.faults().allows(name)) {
      outages.add(new Outage(what, start, start + millis, manner));
      world.trace(
          () ->
              "%s from %s for %s, %s"
                  .formatted(name, Instant.ofEpochMilli(start), Duration.ofMillis(millis), manner));
    }
  }

  /** Minutes, hours, days, or as long as it can last with nothing lost for it. */
  private static long longest(Of what, int size) {
    return switch (size) {
      case 0 -> Duration.ofMinutes(20).toMillis();
      case 1 -> Duration.ofHours(10).toMillis();
      case 2 -> what == Of.QUEUE ? Duration.ofHours(3).toMillis() : Duration.ofDays(2).toMillis();
      default ->
          switch (what) {
            case QUEUE, MAPPING -> Duration.ofHours(12).toMillis();
            case LEDGER, FUNCTION_START -> Duration.ofDays(5).toMillis();
            case RECEIVER, LEDGER_REFUSES, SECRET -> Duration.ofDays(15).toMillis();
          };
    };
  }

  private boolean isDown(Of what) {
    if (world.faults().isCalm()) {
      return false;
    }
    long now = world.timeline().millis();
    for (Outage outage : outages) {
      if (outage.what == what && outage.from <= now && now < outage.until) {
        return true;
      }
    }
    return false;
  }

  boolean isLedgerDown() {
    return isDown(Of.LEDGER);
  }

  boolean isLedgerRefusing() {
    return isDown(Of.LEDGER_REFUSES);
  }

  boolean isQueueDown() {
    return isDown(Of.QUEUE);
  }

  boolean isSecretUnreadable() {
    return isDown(Of.SECRET);
  }

  /** Nothing is received from the refresh queue. */
  boolean isMappingPaused() {
    return isDown(Of.MAPPING);
  }

  /** Every function dies as it starts. */
  boolean isStartFailing() {
    return isDown(Of.FUNCTION_START);
  }

  Optional<Manner> mannerOfReceiver() {
    long now = world.timeline().millis();
    for (Outage outage : outages) {
      if (outage.manner != null && outage.from <= now && now < outage.until) {
        return Optional.of(outage.manner);
      }
    }
    return Optional.empty();
  }
}
