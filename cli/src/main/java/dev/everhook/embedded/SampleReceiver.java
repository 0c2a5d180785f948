package dev.everhook.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.everhook.embedded.loopback.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A webhook to try things out with: it checks the token and answers 200, or whatever status it was
 * told last by {@code POST /answer?status=503}.
 */
final class SampleReceiver implements AutoCloseable {
  /** Stands for its URL as long as it has no port. */
  static final String PLACEHOLDER = "http://127.0.0.1/";

  private static final String PATH = "/functions/v1/refresh-watch";
  private static final Pattern STATUS = Pattern.compile("status=([2-5][0-9]{2})");

  private final HttpServer server;
  private final String authorization;
  private volatile int answer = 200;

  private SampleReceiver(HttpServer server, String token) {
    this.server = server;
    this.authorization = "Bearer " + token;
  }

  /**
   * Starts it.
   *
   * @param port 0 for a free one
   * @param token the token that calls must carry
   * @throws IOException if the port is taken
   */
  static SampleReceiver start(int port, String token) throws IOException {
    HttpServer server = LoopbackServer.bind(port);
    SampleReceiver receiver = new SampleReceiver(server, token);
    server.createContext(PATH, receiver::receive);
    server.createContext("/answer", receiver::change);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return receiver;
  }

  /** The webhook's URL. */
  URI url() {
    return LoopbackServer.endpoint(server).resolve(PATH);
  }

  private void receive(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    boolean authorized =
        authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    int status = authorized ? answer : 401;
    send(exchange, status, status == 200 ? "" : "the sample receiver answers " + status + "\n");
  }

  private void change(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    Matcher status = STATUS.matcher(query == null ? "" : query);
    if (!exchange.getRequestMethod().equals("POST") || !status.matches()) {
      send(exchange, 400, "POST to /answer?status=NNN, from 200 to 599\n");
      return;
    }
    answer = Integer.parseInt(status.group(1));
    send(exchange, 200, "the sample receiver answers " + answer + " from now on\n");
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
