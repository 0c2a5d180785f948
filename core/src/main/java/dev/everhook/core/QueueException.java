package dev.everhook.core;

/** A queue did not do what was asked of it; says what was attempted on which queue. */
public final class QueueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param attempted what was attempted, such as {@code receive from}
   * @param queue the queue's name or URL
   * @param cause why it failed
   */
  public QueueException(String attempted, String queue, Throwable cause) {
    super("Could not %s %s: %s".formatted(attempted, queue, cause.getMessage()), cause);
  }
}
