package dev.everhook.worker;

/** Where the token and the signing secrets come from. Safe for use by many threads. */
public interface SecretSource {
  /**
   * The secret, from a cache where there is one.
   *
   * @throws SecretUnreadableException if there is none to be had
   */
  WebhookSecret current();

  /**
   * The secret as it is now, past every cache.
   *
   * @throws SecretUnreadableException if there is none to be had
   */
  WebhookSecret reread();
}
