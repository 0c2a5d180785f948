package dev.everhook.worker;

import dev.everhook.core.Outcome.Certainty;
import java.util.Locale;

/** Why a call came to no answer, and whether the request can have reached the webhook. */
public enum CallFailure {
  /** The host's name has no address. */
  DNS(Certainty.FAILED),
  /** Nobody listens at that address. */
  CONNECTION_REFUSED(Certainty.FAILED),
  /** No connection, and no TLS handshake, within the time for it. */
  CONNECT_TIMEOUT(Certainty.FAILED),
  /** The TLS handshake failed, or the certificate is not to be trusted. */
  TLS(Certainty.FAILED),
  /** Any other failure before the request went out. */
  CONNECT_FAILED(Certainty.FAILED),
  /** The request went out, and no answer came before the deadline. */
  TIMEOUT(Certainty.UNKNOWN),
  /** The request went out, at least its first byte, and the connection broke before an answer. */
  CONNECTION_BROKEN(Certainty.UNKNOWN),
  /** The request went out, and what came back is not HTTP. */
  NOT_HTTP(Certainty.UNKNOWN);

  private final Certainty certainty;

  CallFailure(Certainty certainty) {
    this.certainty = certainty;
  }

  /** Whether the webhook may have acted on the call. */
  public Certainty certainty() {
    return certainty;
  }

  /** The short stable word in logs and dead letters. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
