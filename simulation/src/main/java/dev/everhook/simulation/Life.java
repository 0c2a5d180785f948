package dev.everhook.simulation;

import dev.everhook.core.IdempotencyKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One invocation of a function, from its start until it returns or dies. All its calls of ports go
 * through here: each takes time, and at each it may die. Once it is dead no call of it is made any
 * more, whatever its threads attempt.
 */
final class Life {
  private static final Fault[] OF_CALLS = {
    Fault.DIES_BEFORE,
    Fault.DIES_AFTER,
    Fault.UNANSWERED,
    Fault.ANSWER_LOST,
    Fault.REPEATED,
    Fault.STALLS
  };

  /** As long as a worker waits for the ledger. */
  private static final long PATIENCE = 2_000;

  private final World world;
  private final String name;
  private final Set<IdempotencyKey> blind = new HashSet<>();
  private boolean isDead;
  private boolean isOver;
  private boolean hasStalled;

  Life(World world, String name) {
    this.world = world;
    this.name = name;
  }

  /** What a dead function throws. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1L;

    Died() {
      super("the function died", null, false, false);
    }
  }

  /** A call whose answer is heard, or not, at the end of its time. */
  <T> T call(String place, boolean isDown, Supplier<T> effect, Supplier<RuntimeException> silence) {
    world.timeline().pause(world.chance().between("time of " + place, 2, 60));
    requireAlive();
    if (isDown) {
      throw unheard(silence);
    }
    Optional<Fault> fault = world.faults().strike(place, OF_CALLS);
    if (fault.isEmpty()) {
      return effect.get();
    }
    world.trace(() -> name + ": " + fault.get() + " at " + place);
    return switch (fault.get()) {
      case DIES_BEFORE -> throw die();
      case DIES_AFTER -> {
        make(effect);
        throw die();
      }
      case UNANSWERED -> throw unheard(silence);
      case ANSWER_LOST -> {
        make(effect);
        throw unheard(silence);
      }
      case REPEATED -> {
        make(effect);
        pause(PATIENCE / 2);
        yield effect.get();
      }
      case STALLS -> {
        stall();
        yield effect.get();
      }
      default -> throw new IllegalStateException(fault.toString());
    };
  }

  /** Nobody hears what it comes to. */
  private static void make(Supplier<?> effect) {
    var _ = effect.get();
  }

  /** It is frozen, and a lease may end meanwhile. */
  void stall() {
    hasStalled = true;
    Duration lease = world.settings().worker().times().lease();
    pause(world.chance().between("stall", 5_000, lease.plusSeconds(25).toMillis()));
  }

  private RuntimeException unheard(Supplier<RuntimeException> silence) {
    pause(PATIENCE);
    return silence.get();
  }

  /** Lets time pass, at the end of which it may be dead. */
  void pause(long millis) {
    world.timeline().pause(millis);
    requireAlive();
  }

  private Died die() {
    isDead = true;
    world.count("deaths");
    return new Died();
  }

  /** Ends it from outside, as Lambda does when its time is over. */
  void kill() {
    if (!isOver && !isDead) {
      world.trace(() -> name + ": its time is over");
      world.count("deaths");
      isDead = true;
    }
  }

  void requireAlive() {
    if (isDead) {
      throw new Died();
    }
  }

  /** It returned. */
  void end() {
    isOver = true;
  }

  boolean isDead() {
    return isDead;
  }

  /** Whether it was frozen so long that a lease may have ended meanwhile. */
  boolean hasStalled() {
    return hasStalled;
  }

  /** The ledger did not answer it about a delivery. */
  void isBlindTo(IdempotencyKey key) {
    blind.add(key);
  }

  boolean wasBlindTo(IdempotencyKey key) {
    return blind.contains(key);
  }

  String name() {
    return name;
  }
}
