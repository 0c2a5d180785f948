package dev.everhook.it.lambda;

import java.io.IOException;

/** A function that something on this machine runs as Lambda does. One invoke at a time. */
public interface HostedFunction extends AutoCloseable {

  /** Invokes it, and waits for what comes of that. */
  InvokeResult invoke(String event) throws IOException;

  /** Kills its process, whatever it does; the next invoke starts another. */
  void kill();

  @Override
  void close();
}
