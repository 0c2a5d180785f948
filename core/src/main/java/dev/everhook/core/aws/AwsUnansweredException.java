package dev.everhook.core.aws;

import java.io.IOException;

/** The service was not reached, or did not answer in time; the call may have been made. */
public final class AwsUnansweredException extends AwsCallException {
  private static final long serialVersionUID = 1L;

  AwsUnansweredException(String problem) {
    super(problem);
  }

  /** By what broke the connection. */
  public AwsUnansweredException(IOException cause) {
    super(cause.toString());
    initCause(cause);
  }

  @Override
  public boolean isTransient() {
    return true;
  }

  @Override
  public String code() {
    return "no answer";
  }
}
