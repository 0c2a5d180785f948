package dev.everhook.core.ledger;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is wrong with an {@link InMemoryLedger}: nothing, until a test says so. One fault at a time:
 * a further one takes the place of the last. Safe for use by many threads.
 */
public final class LedgerFaults {
  /** A call of the port. */
  public enum Call {
    /** {@link LedgerStore#find}. */
    FIND,
    /** {@link LedgerStore#write}. */
    WRITE,
    /** {@link LedgerStore#recent}. */
    RECENT,
    /** {@link LedgerStore#overdue}. */
    OVERDUE
  }

  /** What a call comes to. */
  public enum Fault {
    /** It does nothing and throws {@link LedgerUnavailableException}. */
    UNAVAILABLE,
    /** It does nothing and throws {@link LedgerRefusedException}. */
    REFUSED,
    /** It does what it should, and throws {@link LedgerUnavailableException} all the same. */
    ANSWER_LOST,
    /**
     * A write that is made, whose answer is lost, and that comes again: it finds itself in its own
     * way. Of other calls nothing is to be seen.
     */
    MADE_TWICE
  }

  private Fault fault = Fault.UNAVAILABLE;
  private Set<Call> struck = EnumSet.noneOf(Call.class);
  private int left;

  /** Every one of {@code calls} fails, until {@link #mend}; every call at all if none is named. */
  public void always(Fault what, Call... calls) {
    next(Integer.MAX_VALUE, what, calls);
  }

  /** The next {@code times} of {@code calls} fail, counted together; any call if none is named. */
  public synchronized void next(int times, Fault what, Call... calls) {
    fault = what;
    struck = calls.length == 0 ? EnumSet.allOf(Call.class) : EnumSet.copyOf(Set.of(calls));
    left = times;
  }

  /** All is well again. */
  public synchronized void mend() {
    left = 0;
  }

  synchronized boolean strikes(Fault what, Call call) {
    if (left == 0 || fault != what || !struck.contains(call)) {
      return false;
    }
    if (left != Integer.MAX_VALUE) {
      left--;
    }
    return true;
  }
}
