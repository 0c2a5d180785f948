package dev.everhook.worker;

import dev.everhook.core.Attempt;
import dev.everhook.core.DeferralCause;

/** What came of the wish to make an attempt. */
sealed interface AttemptResult {

  /** An attempt, which is over. */
  record Made(Attempt attempt) implements AttemptResult {}

  /**
   * None that counts, for a reason of ours.
   *
   * @param problem what is wrong and what to mend, for a person
   */
  record PutOff(DeferralCause cause, String problem) implements AttemptResult {}
}
