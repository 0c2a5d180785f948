package dev.everhook.benchmarks.soak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.everhook.core.IdempotencyKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A webhook on this machine that treats each request by its {@link Fate}. */
final class FailingWebhook implements AutoCloseable {
  private static final int BACKLOG = 1_000;
  private static final String RETRY_AFTER_SECONDS = "2";

  private final HttpServer server;
  private final Books books;

  private FailingWebhook(HttpServer server, Books books) {
    this.server = server;
    this.books = books;
  }

  static FailingWebhook start(Books books) throws IOException {
    // Without it an exchange on a connection that is kept costs 45 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    FailingWebhook webhook = new FailingWebhook(server, books);
    server.createContext("/", webhook::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return webhook;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/functions/v1/refresh-watch";
  }

  private void answer(HttpExchange exchange) throws IOException {
    // Closed without an answer, an exchange takes its connection along.
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int number = Integer.parseInt(new String(body, StandardCharsets.US_ASCII));
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      Fate.Answer answer = books.arrives(number, key.equals('"' + key(number) + '"'));
      if (answer.after().isPositive()) {
        Thread.sleep(answer.after());
      }
      try {
        if (answer.status() == 429) {
          exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (answer.status() != 0) {
          exchange.sendResponseHeaders(answer.status(), -1);
        }
      } finally {
        books.answered(number, answer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String key(int number) {
    return IdempotencyKey.ofRequest(books.requestId(number), 0).toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
