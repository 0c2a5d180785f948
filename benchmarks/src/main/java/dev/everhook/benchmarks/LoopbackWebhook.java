package dev.everhook.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A webhook on this machine that answers 200 after a while. */
final class LoopbackWebhook implements AutoCloseable {
  private final HttpServer server;
  private final Duration delay;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile CountDownLatch expected = new CountDownLatch(0);

  private LoopbackWebhook(HttpServer server, Duration delay) {
    this.server = server;
    this.delay = delay;
  }

  static LoopbackWebhook start(Duration delay) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    LoopbackWebhook webhook = new LoopbackWebhook(server, delay);
    server.createContext("/", webhook::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return webhook;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/refresh");
  }

  /** From now on no call is answered, until {@link #open}. */
  void shut(int calls) {
    gate = new CountDownLatch(1);
    expected = new CountDownLatch(calls);
  }

  void open() {
    gate.countDown();
  }

  /** Waits until as many calls were answered as were announced. */
  void awaitCalls() throws InterruptedException {
    expected.await();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      gate.await();
      if (delay.isPositive()) {
        Thread.sleep(delay);
      }
      exchange.sendResponseHeaders(200, -1);
      expected.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
