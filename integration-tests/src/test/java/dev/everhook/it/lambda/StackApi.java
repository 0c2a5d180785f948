package dev.everhook.it.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the {@code everhook} command asks of AWS: a stack's outputs, who calls, a function's answer,
 * and the state of the worker's event source mapping. Each function is invoked once at a time.
 */
public final class StackApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StubServer server;
  private final Map<String, String> outputs;
  private final Map<String, HostedFunction> functions;
  private final WorkerFeed feed;

  private StackApi(
      Map<String, String> outputs, Map<String, HostedFunction> functions, WorkerFeed feed)
      throws IOException {
    this.outputs = Map.copyOf(outputs);
    this.functions = Map.copyOf(functions);
    this.feed = feed;
    this.server = StubServer.start("/", this::serve);
  }

  /**
   * Serves on a free port of 127.0.0.1.
   *
   * @param functions by name; they and the feed stay the caller's to close
   */
  public static StackApi start(
      Map<String, String> outputs, Map<String, HostedFunction> functions, WorkerFeed feed)
      throws IOException {
    return new StackApi(outputs, functions, feed);
  }

  /** Where the SDK finds it. */
  public URI endpoint() {
    return server.endpoint();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (path.endsWith("/invocations")) {
        invoke(exchange, path.split("/", -1)[3], body);
      } else if (path.contains("/event-source-mappings/")) {
        if (exchange.getRequestMethod().equals("PUT")) {
          feed.setEnabled(JSON.readTree(body).path("Enabled").asBoolean());
        }
        send(exchange, "{\"State\":\"" + feed.state() + "\"}");
      } else if (body.contains("Action=DescribeStacks")) {
        send(exchange, stack());
      } else {
        send(
            exchange,
            "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::000000000000:user/ops"
                + "</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>");
      }
    }
  }

  private void invoke(HttpExchange exchange, String name, String event) throws IOException {
    HostedFunction function = functions.get(name);
    if (function == null) {
      throw new IOException("no function " + name);
    }
    switch (invoke(function, event)) {
      case InvokeResult.Answered(String answer) -> send(exchange, answer);
      case InvokeResult.Failed(String problem) -> {
        exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
        send(exchange, problem);
      }
    }
  }

  private static InvokeResult invoke(HostedFunction function, String event) throws IOException {
    synchronized (function) {
      return function.invoke(event);
    }
  }

  private String stack() {
    return outputs.entrySet().stream()
        .map(
            output ->
                "<member><OutputKey>%s</OutputKey><OutputValue>%s</OutputValue></member>"
                    .formatted(output.getKey(), output.getValue()))
        .collect(
            Collectors.joining(
                "",
                "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>everhook"
                    + "</StackName><Outputs>",
                "</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>"));
  }

  private static void send(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.close();
  }
}
