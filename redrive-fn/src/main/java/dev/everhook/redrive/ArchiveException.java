package dev.everhook.redrive;

/** The store of archives did not do what was asked of it; says what was attempted on which part. */
public final class ArchiveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param attempted what was attempted, such as {@code write}
   * @param name the part's name, or the archive's
   * @param problem why it failed, for a person
   */
  public ArchiveException(String attempted, String name, String problem, Throwable cause) {
    super("Could not %s %s: %s".formatted(attempted, name, problem), cause);
  }
}
