package dev.everhook.simulation;

import java.util.Locale;

/** What can go wrong at one call. */
enum Fault {
  /** The process dies, and the call is not made. */
  DIES_BEFORE,
  /** The call is made, and the process dies before it hears the answer. */
  DIES_AFTER,
  /** The call is not made; its caller waits in vain. */
  UNANSWERED,
  /** The call is made; its caller waits in vain. */
  ANSWER_LOST,
  /** The call is made twice, as when an SDK repeats it after a lost answer. */
  REPEATED,
  /** The process is frozen for a while. */
  STALLS,
  /** A message is received, and stays visible to others. */
  RECEIVED_TWICE,
  /** A message comes again after it was deleted. */
  COMES_AGAIN,
  /** A message is visible only a while after it was sent. */
  SENT_LATE,
  /** One message of a batch is refused for no fault of its own. */
  ENTRY_FAILS,
  /** A message is refused for the attributes that it need not have. */
  ATTRIBUTES_REFUSED,
  /** An index of the ledger does not have the last changes yet. */
  BEHIND;

  /** As it stands in traces and reports. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
