package dev.everhook.cli;

import java.util.concurrent.CompletableFuture;

/**
 * What Ctrl-C does while something must not just break off: it asks for a stop, and the process
 * ends once that has come about. Close it when it has; then Ctrl-C ends the process as ever.
 */
final class Interrupt implements AutoCloseable {
  private final CompletableFuture<Integer> end = new CompletableFuture<>();
  private final Thread hook;

  private Interrupt(Runnable stop) {
    this.hook =
        new Thread(
            () -> {
              stop.run();
              // Without the halt, the virtual machine would report the signal as a failure of its
              // own.
              Runtime.getRuntime().halt(end.join());
            });
  }

  /**
   * From now on Ctrl-C asks for a stop.
   *
   * @param stop called on a thread of its own; returns at once
   */
  static Interrupt asks(Runnable stop) {
    Interrupt interrupt = new Interrupt(stop);
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  /** Says what the exit status is if the process is ending already. */
  int endsWith(int status) {
    end.complete(status);
    return status;
  }

  @Override
  public void close() {
    end.complete(Everhook.FAILED);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook does the rest.
    }
  }
}
