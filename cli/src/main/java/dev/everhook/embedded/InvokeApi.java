package dev.everhook.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.everhook.core.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's Invoke API on loopback, so that the AWS CLI and SDKs can call the functions of this run.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
final class InvokeApi implements AutoCloseable {
  private static final Pattern PATH =
      Pattern.compile("/2015-03-31/functions/([^/]+)/invocations/?");

  /** A name, or the end of an ARN, with or without a qualifier. */
  private static final Pattern NAME =
      Pattern.compile("(?:arn:[^/]*:function:)?([A-Za-z0-9_-]+)(?::[$A-Za-z0-9_-]+)?");

  private static final Pattern LOOPBACK =
      Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Functions functions;

  private InvokeApi(HttpServer server, Functions functions) {
    this.server = server;
    this.functions = functions;
  }

  /**
   * Serves the functions.
   *
   * @param port 0 for a free one
   * @throws IOException if the port is taken
   */
  static InvokeApi start(int port, Functions functions) throws IOException {
    HttpServer server = LoopbackServer.bind(port);
    InvokeApi api = new InvokeApi(server, functions);
    server.createContext("/", api::handle);
    server.setExecutor(api.threads);
    server.start();
    return api;
  }

  URI endpoint() {
    return LoopbackServer.endpoint(server);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isFromThisMachine(exchange)) {
        error(exchange, 403, "AccessDeniedException", "Only programs on this machine may call.");
        return;
      }
      Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
      if (!path.matches()) {
        error(exchange, 404, "UnknownOperationException", "This API knows Invoke alone.");
      } else if (!exchange.getRequestMethod().equals("POST")) {
        error(exchange, 405, "UnknownOperationException", "Invoke is a POST.");
      } else {
        Matcher name = NAME.matcher(path.group(1));
        invoke(exchange, name.matches() ? name.group(1) : path.group(1));
      }
    }
  }

  /**
   * A page in a browser can send requests to loopback too, under its own origin or a name of its
   * own that leads here.
   */
  private static boolean isFromThisMachine(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return host != null
        && LOOPBACK.matcher(host).matches()
        && !exchange.getRequestHeaders().containsKey("Origin");
  }

  private void invoke(HttpExchange exchange, String name) throws IOException {
    byte[] event = exchange.getRequestBody().readAllBytes();
    String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
    if (!functions.has(name)) {
      error(
          exchange, 404, "ResourceNotFoundException", "Function not found: " + Functions.arn(name));
    } else if ("DryRun".equals(type)) {
      exchange.sendResponseHeaders(204, -1);
    } else if ("Event".equals(type)) {
      threads.execute(() -> run(name, event));
      exchange.sendResponseHeaders(202, -1);
    } else {
      Answer answer = run(name, event);
      exchange.getResponseHeaders().set("X-Amz-Executed-Version", "$LATEST");
      if (answer.failed) {
        exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
      }
      send(exchange, 200, answer.json.getBytes(StandardCharsets.UTF_8));
    }
  }

  private record Answer(String json, boolean failed) {}

  private Answer run(String name, byte[] event) {
    try {
      byte[] noEvent = "{}".getBytes(StandardCharsets.UTF_8);
      byte[] answer = functions.invoke(name, event.length == 0 ? noEvent : event).orElseThrow();
      return new Answer(new String(answer, StandardCharsets.UTF_8), false);
    } catch (IOException | RuntimeException e) {
      String json =
          Json.write(
              out -> {
                out.writeStartObject();
                out.writeStringField("errorMessage", e.getMessage());
                out.writeStringField("errorType", e.getClass().getName());
                out.writeEndObject();
              });
      return new Answer(json, true);
    }
  }

  private static void error(HttpExchange exchange, int status, String type, String message)
      throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("X-Amzn-ErrorType", type);
    String json =
        Json.write(
            out -> {
              out.writeStartObject();
              out.writeStringField("Type", "User");
              out.writeStringField("Message", message);
              out.writeEndObject();
            });
    send(exchange, status, json.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] json) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, json.length == 0 ? -1 : json.length);
    exchange.getResponseBody().write(json);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
