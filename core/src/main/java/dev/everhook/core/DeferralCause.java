package dev.everhook.core;

import java.util.Locale;

/** Why a message was put off without an attempt. */
public enum DeferralCause {
  /** The next attempt is not due yet: a longer wait than the queue allows takes several. */
  NOT_DUE,
  /** Another worker has the lease. */
  LEASED,
  /** There is no secret to call with. */
  SECRET_UNREADABLE,
  /** Reading the secret took all the time that there was for a call. */
  NO_TIME,
  /** The secret changed, and there was no time left for a call with the new one. */
  SECRET_CHANGED,
  /** The ledger refuses, as without permission or table. */
  LEDGER_REFUSED;

  /** Whether a person must mend something; otherwise all goes its way. */
  public boolean isFault() {
    return this == SECRET_UNREADABLE || this == LEDGER_REFUSED;
  }

  /** The short stable word in logs and metrics. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
