package dev.everhook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.everhook.embedded.sqs.DataFolder;
import dev.everhook.embedded.sqs.RunningEndpoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Lambda's two APIs on loopback, with answers as the specification of the functions has them; an
 * embedded run to whoever looks into its data folder.
 */
final class CannedLambda implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MAPPING = "91eaeb7e-c976-4c2a-9b25-6a8b1f0c7d11";

  private final HttpServer server;
  private final DataFolder folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Function<JsonNode, String>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final List<String> mappingStates = new CopyOnWriteArrayList<>(List.of("Enabled"));

  /** The function failed, as Lambda says it. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String type;

    Failed(String type, String message) {
      super(message);
      this.type = type;
    }
  }

  private CannedLambda(HttpServer server, DataFolder folder) {
    this.server = server;
    this.folder = folder;
  }

  static CannedLambda start(Path data) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    CannedLambda lambda = new CannedLambda(server, DataFolder.open(data));
    URI here = lambda.endpoint();
    lambda.folder.publish(
        new RunningEndpoints(
            1, here, here, here.resolve("/refresh"), here.resolve("/dead-letters")));
    server.createContext("/", lambda::handle);
    server.setExecutor(lambda.threads);
    server.start();
    return lambda;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The answer to an action of the redrive function, or to {@code enqueue}. */
  CannedLambda answers(String action, String json) {
    return answers(action, request -> json);
  }

  CannedLambda answers(String action, Function<JsonNode, String> answer) {
    answers.put(action, answer);
    return this;
  }

  /** What was asked, of one action. */
  List<JsonNode> requests(String action) {
    return requests.stream().filter(one -> action.equals(action(one))).toList();
  }

  /** The states that the mapping has gone through. */
  List<String> mappingStates() {
    return mappingStates;
  }

  private static String action(JsonNode request) {
    return request.path("action").asText("enqueue");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      if (path.contains("/event-source-mappings")) {
        mapping(exchange, path, body);
      } else {
        invoke(exchange, JSON.readTree(body));
      }
    }
  }

  /** Switching takes a while, as in AWS. */
  private void mapping(HttpExchange exchange, String path, String body) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      boolean enabled = JSON.readTree(body).path("Enabled").asBoolean();
      mappingStates.add(enabled ? "Enabling" : "Disabling");
    } else if (mappingStates.getLast().endsWith("ing")) {
      mappingStates.add(mappingStates.getLast().equals("Enabling") ? "Enabled" : "Disabled");
    }
    String mapping =
        "{\"UUID\":\"%s\",\"State\":\"%s\"}".formatted(MAPPING, mappingStates.getLast());
    boolean isList = path.endsWith("event-source-mappings/") || path.endsWith("-mappings");
    send(exchange, 200, isList ? "{\"EventSourceMappings\":[" + mapping + "]}" : mapping);
  }

  private void invoke(HttpExchange exchange, JsonNode request) throws IOException {
    requests.add(request);
    Function<JsonNode, String> answer = answers.get(action(request));
    if (answer == null) {
      send(exchange, 404, "{\"Message\":\"no answer for " + action(request) + "\"}");
      return;
    }
    try {
      send(exchange, 200, answer.apply(request));
    } catch (Failed e) {
      exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
      send(
          exchange,
          200,
          JSON.createObjectNode()
              .put("errorType", e.type)
              .put("errorMessage", e.getMessage())
              .toString());
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.shutdownNow();
    folder.close();
  }

  /** All requests, for a message of a test that fails. */
  @Override
  public String toString() {
    return new ArrayList<>(requests).toString();
  }
}
