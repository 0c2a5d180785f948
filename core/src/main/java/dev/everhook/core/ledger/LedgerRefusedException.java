package dev.everhook.core.ledger;

/** The ledger refuses, as without permission or table: a fault that a person must mend. */
public final class LedgerRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param attempted what was attempted, such as {@code write}
   * @param problem what the ledger says, for a person
   */
  public LedgerRefusedException(String attempted, String problem, Throwable cause) {
    super("Could not %s the ledger: %s".formatted(attempted, problem), cause);
  }
}
