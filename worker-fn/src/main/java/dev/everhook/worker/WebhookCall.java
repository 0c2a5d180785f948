package dev.everhook.worker;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.RefreshRequest;
import java.time.Instant;

/**
 * One call to make.
 *
 * @param request what it is for
 * @param key the delivery's key, the same in every attempt
 * @param attempt the attempt's number
 * @param at when it is made
 */
public record WebhookCall(RefreshRequest request, IdempotencyKey key, int attempt, Instant at) {
  private static final byte[] EMPTY = {};

  /** The body: the payload, or nothing. The same bytes in every attempt. */
  public byte[] body() {
    return request.payload() == null ? EMPTY : request.payload().bytes();
  }
}
