package dev.everhook.worker;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A secret that a test rotates and takes away; what is cached stays until it is read again. */
final class SettableSecrets implements SecretSource {
  private final AtomicInteger reads = new AtomicInteger();
  private volatile WebhookSecret cached;
  private volatile WebhookSecret stored;
  private volatile boolean cacheLost;
  private volatile boolean unreadable;
  private volatile Runnable onRead = () -> {};

  SettableSecrets(String token) {
    cached = new WebhookSecret(token, List.of(), "version of " + token);
    stored = cached;
  }

  @Override
  public WebhookSecret current() {
    return cacheLost ? reread() : cached;
  }

  @Override
  public WebhookSecret reread() {
    reads.incrementAndGet();
    onRead.run();
    if (unreadable) {
      throw new SecretUnreadableException("SecretArn arn:secret: cannot be read");
    }
    cached = stored;
    cacheLost = false;
    return cached;
  }

  /** Stores another secret; whoever has the last one cached does not know yet. */
  void rotate(String token, String... signingSecrets) {
    stored = new WebhookSecret(token, List.of(signingSecrets), "version of " + token);
  }

  void loseCache() {
    cacheLost = true;
  }

  void makeUnreadable() {
    unreadable = true;
  }

  void onRead(Runnable action) {
    onRead = action;
  }

  /** How often the cache was passed by. */
  int reads() {
    return reads.get();
  }
}
