package dev.everhook.core.aws;

/** A call of a service that came to nothing. */
public abstract sealed class AwsCallException extends RuntimeException
    permits AwsErrorException, AwsUnansweredException {
  private static final long serialVersionUID = 1L;

  AwsCallException(String message) {
    super(message);
  }

  /** Whether the same call may do later: there was no answer, or one that says "not now". */
  public abstract boolean isTransient();

  /** The cause in a word, such as {@code AccessDeniedException}. */
  public abstract String code();
}
