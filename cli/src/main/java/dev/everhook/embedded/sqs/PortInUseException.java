package dev.everhook.embedded.sqs;

import java.io.IOException;

/** The port that the SQS API was to listen on cannot be had. */
public final class PortInUseException extends IOException {
  private static final long serialVersionUID = 1;

  private final int port;

  PortInUseException(int port, Throwable cause) {
    super("Port " + port + " on 127.0.0.1 is in use by another process or not allowed", cause);
    this.port = port;
  }

  /** The port that was asked for. */
  public int port() {
    return port;
  }
}
