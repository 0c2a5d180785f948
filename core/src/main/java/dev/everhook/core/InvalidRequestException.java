package dev.everhook.core;

/**
 * Says which field of a refresh request is wrong and what is allowed there.
 *
 * <p>The message reads {@code field: problem}. It never holds the value of a field, which may be
 * private.
 */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A field that we do not know is named as the caller named it, as far as a line of a log bears
   * it.
   */
  private static final int MAX_FIELD = 64;

  private final String field;
  private final String problem;

  /**
   * @param field the field's name in the JSON, or {@code request} for the whole
   * @param problem what is wrong, and what is allowed
   */
  public InvalidRequestException(String field, String problem) {
    String shown = Text.shown(field, MAX_FIELD);
    super(shown + ": " + problem);
    this.field = shown;
    this.problem = problem;
  }

  /** The name of the field in the JSON, or {@code request} for the whole. */
  public String field() {
    return field;
  }

  /** What is wrong, and what is allowed. */
  public String problem() {
    return problem;
  }
}
