package dev.everhook.cli;

import org.jspecify.annotations.Nullable;

/** The status of an answer, or the error code where none came back. */
final class Cause {
  private Cause() {}

  static String of(@Nullable Integer status, @Nullable String errorCode) {
    if (status != null) {
      return status.toString();
    }
    return errorCode == null ? "-" : errorCode;
  }
}
