package dev.everhook.embedded.sqs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.everhook.core.Json;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The SQS API as other programs reach it. What a program posts goes on to ElasticMQ as it is; SDKs
 * and the AWS CLI do nothing else. A page in a browser is refused.
 */
final class SqsFront implements AutoCloseable {
  private static final int FORBIDDEN = 403;
  private static final int BAD_GATEWAY = 502;

  /** Those that each connection has of its own. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<URI> behind = new CompletableFuture<>();
  private @Nullable HttpClient client;

  private SqsFront(HttpServer server) {
    this.server = server;
  }

  /**
   * Takes the port. Requests wait until {@link #serve}.
   *
   * @param port 0 for a free one
   * @throws dev.everhook.embedded.loopback.PortInUseException if the port is taken
   */
  static SqsFront open(int port) throws IOException {
    SqsFront front = new SqsFront(LoopbackServer.bind(port));
    front.server.createContext("/", front::handle);
    front.server.setExecutor(front.threads);
    front.server.start();
    return front;
  }

  URI uri() {
    return LoopbackServer.endpoint(server);
  }

  /** Passes requests on to {@code elasticMq} from now on. */
  void serve(URI elasticMq) {
    behind.complete(elasticMq);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean isPost = exchange.getRequestMethod().equals("POST");
      if (!isPost || !LoopbackServer.isFromProgram(exchange)) {
        error(
            exchange,
            FORBIDDEN,
            "AccessDenied",
            "Only programs on this machine may call, by POST.");
        return;
      }
      HttpResponse<byte[]> response;
      try {
        response = client().send(request(exchange, body), BodyHandlers.ofByteArray());
      } catch (IOException | IllegalArgumentException e) {
        error(exchange, BAD_GATEWAY, "InternalError", "The request cannot be passed on: " + e);
        return;
      }
      answer(exchange, response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  private static void error(HttpExchange exchange, int status, String type, String message)
      throws IOException {
    String json =
        Json.write(
            out -> {
              out.writeStartObject();
              out.writeStringField("__type", type);
              out.writeStringField("message", message);
              out.writeEndObject();
            });
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    send(exchange, status, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Made when first used: no run needs it whose API nobody calls. */
  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .proxy(HttpClient.Builder.NO_PROXY)
              .build();
    }
    return client;
  }

  /** To ElasticMQ, whatever host the request's own line may name. */
  private HttpRequest request(HttpExchange exchange, byte[] body)
      throws InterruptedException, ExecutionException {
    URI asked = exchange.getRequestURI();
    String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(behind.get() + asked.getRawPath() + query))
            .POST(BodyPublishers.ofByteArray(body));
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
