package dev.everhook.benchmarks.coldstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Over HTTPS: the webhook, a ledger that takes everything, and the one secret. */
final class HttpsStub implements AutoCloseable {
  /** The token in the secret. */
  static final String TOKEN = "benchmark";

  private static final String WEBHOOK = "/functions/v1/refresh-watch";
  private static final String SECRET =
      "{\"ARN\":\"arn\",\"VersionId\":\"1\",\"SecretString\":\"{\\\"token\\\":\\\"%s\\\"}\"}"
          .formatted(TOKEN);

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile CompletableFuture<Long> called = new CompletableFuture<>();

  private HttpsStub(HttpsServer server) {
    this.server = server;
  }

  static HttpsStub start(Certificate certificate) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
    HttpsStub stub = new HttpsStub(server);
    server.createContext(WEBHOOK, stub::webhook);
    server.createContext("/", HttpsStub::service);
    server.setExecutor(stub.threads);
    server.start();
    return stub;
  }

  /** Where the services are. */
  URI endpoint() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Where to POST. */
  URI webhookUrl() {
    return endpoint().resolve(WEBHOOK);
  }

  /** Done at the next call of the webhook, with the instant in {@link System#nanoTime}. */
  CompletableFuture<Long> nextCall() {
    called = new CompletableFuture<>();
    return called;
  }

  private void webhook(HttpExchange exchange) throws IOException {
    called.complete(System.nanoTime());
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static void service(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      byte[] answer =
          (target != null && target.endsWith(".GetSecretValue") ? SECRET : "{}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
