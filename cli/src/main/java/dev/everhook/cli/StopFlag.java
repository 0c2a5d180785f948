package dev.everhook.cli;

/** Raised by Ctrl-C on one thread, and looked at by the one that works. */
final class StopFlag {
  private volatile boolean isRaised;

  void raise() {
    isRaised = true;
  }

  boolean isRaised() {
    return isRaised;
  }
}
