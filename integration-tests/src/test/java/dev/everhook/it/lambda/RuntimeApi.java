package dev.everhook.it.lambda;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What Lambda serves to one process of a function.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">the Runtime API</a>
 */
public final class RuntimeApi implements AutoCloseable {
  private static final String PREFIX = "/2018-06-01/runtime/";

  private final StubServer server;
  private final BlockingQueue<Invocation> asked = new LinkedBlockingQueue<>();
  private final Map<String, Invocation> running = new ConcurrentHashMap<>();
  private final CompletableFuture<InvokeResult> initFailure = new CompletableFuture<>();
  private final CompletableFuture<Boolean> initEnded = new CompletableFuture<>();

  private RuntimeApi() throws IOException {
    this.server = StubServer.start(PREFIX, this::serve);
  }

  /** Serves on a free port of 127.0.0.1. */
  public static RuntimeApi start() throws IOException {
    return new RuntimeApi();
  }

  /** The host and port, as {@code AWS_LAMBDA_RUNTIME_API} has them. */
  public String address() {
    return server.endpoint().getAuthority();
  }

  /** Hands an event to the function, at once or when its init is over. */
  public CompletableFuture<InvokeResult> invoke(String event, Instant deadline) {
    Invocation invocation =
        new Invocation(UUID.randomUUID().toString(), event, deadline, new CompletableFuture<>());
    asked.add(invocation);
    return invocation.result();
  }

  /** Done when the function reports that its init failed. */
  CompletableFuture<InvokeResult> initFailure() {
    return initFailure;
  }

  /** Done when the function asks for its first event. */
  public CompletableFuture<Boolean> initEnded() {
    return initEnded;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().substring(PREFIX.length()).split("/", -1);
      if (path[0].equals("init")) {
        initFailure.complete(new InvokeResult.Failed("init: " + body(exchange)));
        accept(exchange);
      } else if (path[1].equals("next")) {
        initEnded.complete(true);
        next(exchange);
      } else {
        Invocation invocation = running.remove(path[1]);
        String body = body(exchange);
        accept(exchange);
        if (invocation != null) {
          invocation
              .result()
              .complete(
                  path[2].equals("response")
                      ? new InvokeResult.Answered(body)
                      : new InvokeResult.Failed(body));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    Invocation invocation = asked.take();
    running.put(invocation.id(), invocation);
    var headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline().toEpochMilli()));
    headers.set(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:us-east-1:000000000000:function:everhook");
    headers.set("Content-Type", "application/json");
    byte[] event = invocation.event().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, event.length);
    exchange.getResponseBody().write(event);
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void accept(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(202, -1);
  }

  @Override
  public void close() {
    server.close();
  }
}
