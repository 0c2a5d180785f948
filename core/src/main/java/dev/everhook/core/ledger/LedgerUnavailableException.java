package dev.everhook.core.ledger;

/**
 * The ledger did not answer in time: an outage, in which deliveries go on without it. What was
 * asked of it may have been done.
 */
public final class LedgerUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param attempted what was attempted, such as {@code write}
   * @param problem what happened, for a person
   */
  public LedgerUnavailableException(String attempted, String problem, Throwable cause) {
    super("Could not %s the ledger: %s".formatted(attempted, problem), cause);
  }
}
