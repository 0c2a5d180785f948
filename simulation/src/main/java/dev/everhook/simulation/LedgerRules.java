package dev.everhook.simulation;

import static dev.everhook.core.DeadLetterReason.CRASHED;

import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.DeliveryState.Dead;
import dev.everhook.core.ledger.DeliveryState.Delivered;
import dev.everhook.core.ledger.DeliveryState.InFlight;
import dev.everhook.core.ledger.DeliveryState.Waiting;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.Round;
import dev.everhook.worker.WorkerSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What must hold of each write to the ledger. */
final class LedgerRules {
  private final World world;
  private final SimulatedLedger ledger;
  private final WorkerSettings settings;

  LedgerRules(World world, SimulatedLedger ledger) {
    this.world = world;
    this.ledger = ledger;
    this.settings = world.settings().worker();
  }

  void written(@Nullable LedgerEntry before, LedgerEntry after, Life life) {
    Case of = world.cases().find(after.key());
    if (of == null) {
      world.violated("the ledger has a delivery that nobody asked for: " + after.key());
      return;
    }
    // A success is taken from whoever comes late with it.
    if (!(after.state() instanceof Delivered)
        && after.round().attempts() > settings.maxAttempts() + of.uncounted) {
      world.violated(of + " has more attempts than it may: " + after.round());
    }
    if (before == null) {
      return;
    }
    if (before.state() instanceof Delivered && !(after.state() instanceof Delivered)) {
      world.violated(of + " was delivered, and is " + after.state() + " now");
    }
    if (after.token() < before.token()) {
      world.violated(of + " has a token from before: " + after.token());
    }
    if (after.round().number() != before.round().number()) {
      newRound(of, before, after);
    } else if (before.state() instanceof Waiting(var until, _)
        && after.state() instanceof InFlight
        && world.timeline().instant().isBefore(until)
        && !world.hasOldMessage(of)) {
      world.violated(of + " is claimed before it is due, at " + until);
    }
    if (before.state() instanceof InFlight(var claim, _, var leaseEnd)) {
      leaves(of, before, after, life, claim, leaseEnd);
    }
  }

  private void newRound(Case of, LedgerEntry before, LedgerEntry after) {
    if (after.round().number() - 1 > of.redrives) {
      world.violated(of + " has a new round, and nobody redrove it: " + before + " " + after);
    }
    of.callsOfRound = 0;
    of.uncounted = 0;
  }

  private void leaves(
      Case of, LedgerEntry before, LedgerEntry after, Life life, String claim, Instant leaseEnd) {
    if (after.state() instanceof Delivered) {
      return;
    }
    if (after.state() instanceof InFlight) {
      if (world.timeline().instant().isBefore(leaseEnd)) {
        world.violated(of + " is claimed while a lease runs until " + leaseEnd);
      }
      return;
    }
    boolean isOver = !world.timeline().instant().isBefore(leaseEnd);
    if (isOver && after.state() instanceof Dead(var death) && death.reason() == CRASHED) {
      // A redrive with new keys ends what nobody is at.
      return;
    }
    if (ledger.holder(claim) != life) {
      world.violated(life.name() + " writes " + after.state() + " of " + of + ", which is not its");
      return;
    }
    Case.Answer answer = of.answers.remove(before.token());
    if (answer == null || life.wasBlindTo(after.key())) {
      return;
    }
    if (done(after.round()) <= done(before.round())) {
      world.violated(of + " was called, and the ledger does not count it: " + after.round());
    }
    if (after.state() instanceof Waiting(var until, var because)) {
      waits(of, answer, after.round(), until, because);
    }
  }

  private static int done(Round round) {
    return round.attempts() + round.deferrals();
  }

  private void waits(
      Case of, Case.Answer answer, Round round, Instant until, DeliveryState.Cause because) {
    int turns = because == DeliveryState.Cause.DEFERRED ? round.deferrals() : round.attempts();
    double base =
        Math.min(
            settings.retryBaseDelay().toMillis() * Math.pow(4, turns - 1),
            (double) settings.retryMaxDelay().toMillis());
    double asked = answer.leastDelay();
    double delay = until.toEpochMilli() - answer.at();
    if (delay < Math.max(base * 0.9, asked) - 1 || delay > Math.max(base * 1.1, asked) + 1_001) {
      world.violated(
          "%s waits %.0f s after turn %d (%s), asked for %.0f s"
              .formatted(of, delay / 1000, turns, because, asked / 1000));
    }
  }
}
