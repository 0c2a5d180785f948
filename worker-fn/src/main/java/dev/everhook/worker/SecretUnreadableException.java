package dev.everhook.worker;

/** The secret is missing or cannot be used; says what to mend, and never what it holds. */
public final class SecretUnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem what is wrong and what to mend
   */
  public SecretUnreadableException(String problem) {
    super(problem);
  }
}
