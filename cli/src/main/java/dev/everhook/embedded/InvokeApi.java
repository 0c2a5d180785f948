package dev.everhook.embedded;

import com.sun.net.httpserver.HttpExchange;
import dev.everhook.core.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's Invoke API.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
final class InvokeApi implements AutoCloseable {
  private static final Pattern PATH =
      Pattern.compile("/2015-03-31/functions/([^/]+)/invocations/?");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Functions functions;

  InvokeApi(Functions functions) {
    this.functions = functions;
  }

  /** Answers a request; returns false where it is none of this API. */
  boolean handle(HttpExchange exchange, String path) throws IOException {
    Matcher named = PATH.matcher(path);
    if (!named.matches()) {
      return false;
    }
    if (exchange.getRequestMethod().equals("POST")) {
      invoke(exchange, Functions.name(named.group(1)));
    } else {
      LambdaAnswers.error(exchange, 405, "UnknownOperationException", "Invoke is a POST.");
    }
    return true;
  }

  private void invoke(HttpExchange exchange, String name) throws IOException {
    byte[] event = exchange.getRequestBody().readAllBytes();
    String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
    if (!functions.has(name)) {
      LambdaAnswers.error(
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
      LambdaAnswers.send(exchange, 200, answer.json);
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

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
