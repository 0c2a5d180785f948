package dev.everhook.simulation;

import java.util.function.Supplier;

/** A mistake that somebody could make, put between Everhook's handlers and their ports. */
enum PlantedBug {
  ACKNOWLEDGES_BEFORE_THE_RECORD(WorkerBugs::acknowledgesFirst),
  LOSES_A_FAILURE_OF_A_BATCH(WorkerBugs::losesFailure),
  FORGETS_WHEN_A_MESSAGE_ENDS(WorkerBugs::forgetsRetention),
  NAMES_THE_KEY_BY_THE_ATTEMPT(WorkerBugs::otherKey),
  PASSES_OVER_RETRY_AFTER(WorkerBugs::noRetryAfter),
  CALLS_FOR_WHAT_IS_OVER(WorkerBugs::noSlotExpiry),
  HIDES_BEYOND_TWELVE_HOURS(WorkerBugs::hidesLonger),
  BURIES_WITHOUT_A_DEAD_LETTER(WorkerBugs::losesDeadLetter),
  WRITES_WITHOUT_FENCING(LedgerBugs::noFencing),
  UNDOES_A_SUCCESS(LedgerBugs::undoesSuccess),
  DOES_NOT_COUNT_AN_ATTEMPT(LedgerBugs::uncounted),
  CALLS_WHILE_A_LEASE_RUNS(LedgerBugs::noLease),
  TAKES_THE_UNFINISHED_FOR_DONE(LedgerBugs::settlesTooMuch),
  DELETES_BEFORE_IT_SENDS(RedriveBugs::deletesFirst),
  REDRIVES_WHAT_DIES_MEANWHILE(RedriveBugs::redrivesForEver),
  REDRIVES_WITHOUT_THE_DEATH(RedriveBugs::noDeath),
  ACCEPTS_WHAT_IS_NOT_SENT(RedriveBugs::acceptsUnsent);

  @SuppressWarnings("ImmutableEnumChecker") // Method references, all of them.
  private final Supplier<Wiring> wiring;

  PlantedBug(Supplier<Wiring> wiring) {
    this.wiring = wiring;
  }

  /** For one run. */
  Wiring wiring() {
    return wiring.get();
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
