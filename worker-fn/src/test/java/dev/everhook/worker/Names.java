package dev.everhook.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.DnsResolver;

/** A look-up of names that knows what a test tells it, and answers when the test lets it. */
final class Names implements DnsResolver {
  private final Map<String, InetAddress[]> known;
  private final CountDownLatch answers;

  private Names(Map<String, InetAddress[]> known, CountDownLatch answers) {
    this.known = known;
    this.answers = answers;
  }

  /** One name, and the addresses that it has, written as literals. */
  static Names of(String name, String... addresses) {
    return answeringAfter(new CountDownLatch(0), name, addresses);
  }

  /** A look-up that ends when this latch opens, and cannot be interrupted, like the system's. */
  static Names answeringAfter(CountDownLatch latch, String name, String... addresses) {
    InetAddress[] all = new InetAddress[addresses.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = InetAddress.ofLiteral(addresses[i]);
    }
    return new Names(Map.of(name, all), latch);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    awaitUninterruptibly();
    InetAddress[] addresses = known.get(host);
    if (addresses == null || addresses.length == 0) {
      throw new UnknownHostException(host);
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private void awaitUninterruptibly() {
    boolean interrupted = false;
    while (true) {
      try {
        answers.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
