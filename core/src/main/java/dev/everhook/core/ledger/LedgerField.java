package dev.everhook.core.ledger;

/**
 * The fields of an entry as stores keep it, flat and readable. Every store uses these names. An
 * instant is a number: milliseconds since 1970-01-01T00:00:00Z. A field without a value is left
 * out.
 */
public enum LedgerField {
  /** The idempotency key. */
  KEY("key", false),
  /** The entry's revision. */
  REVISION("revision", true),
  /** The fencing token. */
  TOKEN("token", true),
  /** The number of its last death. */
  DEATHS("deaths", true),
  /** The trigger's word. */
  TRIGGER("trigger", false),
  /** The slot of a scheduled request. */
  SLOT("slot", true),
  /** The generation of the key. */
  GENERATION("generation", true),
  /** The message's body. */
  BODY("body", false),
  /** The number of the round. */
  ROUND("round", true),
  /** When the round was opened. */
  ROUND_STARTED_AT("roundStartedAt", true),
  /** The round's attempts. */
  ATTEMPTS("attempts", true),
  /** The round's deferrals. */
  DEFERRALS("deferrals", true),
  /** The round's lost calls. */
  LOST("lost", true),
  /** When the round's first attempt began. */
  FIRST_ATTEMPT("firstAttempt", true),
  /** When the round's last attempt began. */
  LAST_ATTEMPT("lastAttempt", true),
  /** The state's word. */
  STATE("state", false),
  /** In flight: the name of the claim. */
  CLAIM_ID("claimId", false),
  /** In flight: when the claim was made. */
  CLAIMED_AT("claimedAt", true),
  /** In flight: when the lease ends. */
  LEASE_END("leaseEnd", true),
  /** Waiting: until when. */
  WAITING_UNTIL("waitingUntil", true),
  /** Waiting: what after, as {@link DeliveryState.Cause} in lower case. */
  WAITING_AFTER("waitingAfter", false),
  /** Delivered: when. */
  DELIVERED_AT("deliveredAt", true),
  /** Dying and dead: the number of the death. */
  DEATH("death", true),
  /** Dying and dead: the reason's word. */
  DEATH_REASON("deathReason", false),
  /** Dying and dead: the webhook's last status. */
  DEATH_STATUS("deathStatus", true),
  /** Dying and dead: the last failure without a status. */
  DEATH_ERROR_CODE("deathErrorCode", false),
  /** The last attempts, as {@link HistoryJson}. */
  HISTORY("history", false),
  /** When the delivery was first heard of. */
  CREATED_AT("createdAt", true),
  /** When the entry was last written. */
  CHANGED_AT("changedAt", true),
  /** From when somebody should be at it: {@link LedgerEntry#dueAt}. For queries alone. */
  DUE_AT("dueAt", true);

  private final String word;
  private final boolean number;

  LedgerField(String word, boolean number) {
    this.word = word;
    this.number = number;
  }

  /** The field's name in every store. */
  public String word() {
    return word;
  }

  /** Whether it is a whole number of 64 bits, and not a text. */
  public boolean isNumber() {
    return number;
  }
}
