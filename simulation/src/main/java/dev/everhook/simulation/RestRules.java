package dev.everhook.simulation;

import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.LedgerEntry;
import java.util.Objects;

/** What must hold when nothing moves any more. */
final class RestRules {
  private final World world;

  RestRules(World world) {
    this.world = world;
  }

  /** Whether nothing is under way. */
  boolean isAtRest() {
    return world.refreshQueue().messages().isEmpty()
        && world.schedulerDeadLetters().messages().isEmpty()
        && world.ledger().entries().stream().allMatch(entry -> entry.state().isFinished());
  }

  /** Everything is delivered, dead or archived, and the ledger agrees with the receiver. */
  void check() {
    for (Case of : world.cases().requests()) {
      LedgerEntry entry = world.ledger().find(Objects.requireNonNull(of.key()));
      boolean isKept = of.in(Place.DEAD_LETTERS) + of.in(Place.ARCHIVE) > 0 || of.isSuperseded();
      if (of.isReal && !of.isHeard() && !isKept) {
        world.violated(of + " is at rest, and neither delivered, dead nor archived");
      }
      if (entry != null) {
        agrees(of, entry.state(), isKept);
      } else if (of.isHeard()
          && !world.ledger().hasForgotten(of.key())
          && of.heardBy.stream().noneMatch(life -> excuses(life, of))) {
        world.violated(of + " was delivered, and the ledger does not know it");
      }
    }
  }

  private void agrees(Case of, DeliveryState state, boolean isKept) {
    if (state instanceof DeliveryState.Delivered && !of.isHeard()) {
      world.violated(
          "the ledger says that " + of + " is delivered, and the receiver never said so");
    }
    if (state instanceof DeliveryState.Dead && !isKept && !of.isHeard()) {
      world.violated("the ledger says that " + of + " is dead, and there is no dead letter");
    }
    if (!(state instanceof DeliveryState.Delivered)
        && of.isHeard()
        && of.heardBy.stream().anyMatch(life -> !excuses(life, of))) {
      world.violated(of + " was delivered, and the ledger has " + state);
    }
  }

  /** Whether somebody who heard of a success could not say so. */
  private static boolean excuses(Life life, Case of) {
    return life.isDead() || life.wasBlindTo(Objects.requireNonNull(of.key()));
  }

  /** After everything was put back, with all being well, nothing is left but what cannot go. */
  void checkRedriven() {
    check();
    for (SimulatedQueue.Stored letter : world.deadLetters().messages()) {
      boolean isBeyondHelp =
          letter.of.request == null
              || world.timeline().instant().isAfter(world.settings().endOf(letter.of.request));
      if (!isBeyondHelp) {
        world.violated(letter.of + " was redriven, with all being well, and is dead again");
      }
    }
  }
}
