package dev.everhook.benchmarks.soak;

import java.util.List;

/**
 * A call of a request that was done already. Times are in milliseconds from the start.
 *
 * @param number the request's
 * @param earlier the call that had done it
 * @param at when this one came
 */
record Repeat(int number, Earlier earlier, int at) {
  /** A call of a run that is killed within this time after its answer may not be recorded. */
  private static final int RECORDED_WITHIN = 3_000;

  /** An answer that takes so long comes too late. */
  private static final int TOO_LATE = (int) Fate.TIMEOUT.toMillis() - 500;

  /**
   * @param answered when its answer had gone; {@link Integer#MAX_VALUE} while it had not
   * @param isAnswered whether it was to have an answer at all
   */
  record Earlier(int arrived, int answered, boolean isAnswered) {}

  /** A run was killed at some time in between. */
  record Kill(int from, int to) {
    private boolean overlaps(long start, long end) {
      return from <= end && to >= start;
    }
  }

  /** Why a call is repeated. */
  enum Cause {
    /** The webhook did its work and gave no answer. */
    NO_ANSWER("the webhook gave no answer"),
    /** The run was killed while the call was open. */
    KILLED_IN_CALL("killed while the call was open"),
    /** The run was killed when it had the answer, and had not written it down. */
    KILLED_BEFORE_RECORD("killed before the answer was recorded"),
    /** The ledger did not answer, and the delivery went on without it. */
    NO_LEDGER("the ledger did not answer"),
    /** None of these: a fault. */
    UNEXPLAINED("unexplained");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * Why.
   *
   * @param withoutLedger whether the run said that the ledger did not answer for this request
   */
  Cause cause(List<Kill> kills, boolean withoutLedger) {
    long answered = Math.min(earlier.answered, at);
    if (kills.stream().anyMatch(kill -> kill.overlaps(earlier.arrived, answered))) {
      return Cause.KILLED_IN_CALL;
    }
    if (!earlier.isAnswered || answered - earlier.arrived >= TOO_LATE) {
      return Cause.NO_ANSWER;
    }
    if (kills.stream().anyMatch(kill -> kill.overlaps(answered, answered + RECORDED_WITHIN))) {
      return Cause.KILLED_BEFORE_RECORD;
    }
    return withoutLedger ? Cause.NO_LEDGER : Cause.UNEXPLAINED;
  }
}
