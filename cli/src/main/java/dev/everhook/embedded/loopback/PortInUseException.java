package dev.everhook.embedded.loopback;

import java.io.IOException;

/** A port that this machine was to be served at cannot be had; it says which option has others. */
public final class PortInUseException extends IOException {
  private static final long serialVersionUID = 1;

  private final int port;

  /**
   * @param port the port that was asked for
   */
  public PortInUseException(int port, Throwable cause) {
    super(
        "Port %d is in use. Choose other ports with --port; 0 picks free ones.".formatted(port),
        cause);
    this.port = port;
  }

  /** The port that was asked for. */
  public int port() {
    return port;
  }
}
