package dev.everhook.worker;

import java.time.Instant;

/** How far a delivery is: what its limits are held against. */
sealed interface Progress {

  /** The number of the attempt that is next. */
  int nextAttempt();

  /**
   * As the ledger counts it, since the delivery was asked for or last redriven.
   *
   * @param attempts attempts that came to an end
   * @param deferrals how often it was put off
   * @param lost how often a worker claimed it and was never heard of again
   */
  record Counted(int attempts, int deferrals, int lost) implements Progress {
    @Override
    public int nextAttempt() {
      return attempts + 1;
    }
  }

  /**
   * As far as the message alone tells, while the ledger does not answer: no number to end a
   * delivery by.
   *
   * @param receives how often the message was received
   * @param since when it was first received
   */
  record Uncounted(int receives, Instant since) implements Progress {
    @Override
    public int nextAttempt() {
      return receives;
    }
  }
}
