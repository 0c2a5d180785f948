package dev.everhook.worker;

import dev.everhook.core.IdempotencyKey;

/** How the {@code Idempotency-Key} header is written. */
public enum KeyFormat {
  /**
   * As a quoted structured-field string.
   *
   * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">the
   *     IETF draft</a>
   */
  QUOTED,
  /** Without quotes, for receivers that refuse them. */
  RAW;

  String write(IdempotencyKey key) {
    return this == QUOTED ? '"' + key.toString() + '"' : key.toString();
  }
}
