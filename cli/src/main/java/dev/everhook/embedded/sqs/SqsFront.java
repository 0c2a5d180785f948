package dev.everhook.embedded.sqs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.everhook.embedded.loopback.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The SQS API as other programs reach it: a page in a browser is refused, and everything else goes
 * on to ElasticMQ as it is.
 */
final class SqsFront implements AutoCloseable {
  private static final int FORBIDDEN = 403;

  /** Those that each connection has of its own. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable HttpClient client;

  private SqsFront(HttpServer server) {
    this.server = server;
  }

  /**
   * Takes the port, and serves nobody yet.
   *
   * @param port 0 for a free one
   * @throws dev.everhook.embedded.loopback.PortInUseException if the port is taken
   */
  static SqsFront bind(int port) throws IOException {
    return new SqsFront(LoopbackServer.bind(port));
  }

  URI uri() {
    return LoopbackServer.endpoint(server);
  }

  /** Serves what {@code behind} answers. */
  void start(URI behind) {
    server.createContext("/", exchange -> handle(exchange, behind));
    server.setExecutor(threads);
    server.start();
  }

  private void handle(HttpExchange exchange, URI behind) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (LoopbackServer.isFromProgram(exchange)) {
        answer(
            exchange, client().send(request(exchange, body, behind), BodyHandlers.ofByteArray()));
      } else {
        send(
            exchange,
            FORBIDDEN,
            "{\"__type\":\"AccessDenied\",\"message\":\"Only programs on this machine may call.\"}"
                .getBytes(StandardCharsets.UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Made when first used: no run needs it whose API nobody calls. */
  private synchronized HttpClient client() {
    if (client == null) {
      client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }
    return client;
  }

  private static HttpRequest request(HttpExchange exchange, byte[] body, URI behind) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isEndToEnd(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (isEndToEnd(name)) {
                exchange.getResponseHeaders().put(name, List.copyOf(values));
              }
            });
    send(exchange, response.statusCode(), response.body());
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static boolean isEndToEnd(String header) {
    return !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
  }

  /** Cuts off the requests that run. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    synchronized (this) {
      if (client != null) {
        client.shutdownNow();
      }
    }
  }
}
