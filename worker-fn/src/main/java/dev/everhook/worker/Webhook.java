package dev.everhook.worker;

import java.time.Duration;

/** The receiver of calls, as a worker sees it. Safe for use by many threads. */
public interface Webhook {

  /**
   * Makes one call and waits for what comes back.
   *
   * @param call what to send
   * @param secret the token and the signing secrets
   * @param timeout the hard end of the whole exchange, from now
   */
  CallResult call(WebhookCall call, WebhookSecret secret, Duration timeout);

  /**
   * Closes what is idle: a function that was frozen holds connections that nobody keeps any more.
   */
  void dropIdleConnections();
}
