package dev.everhook.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.everhook.embedded.loopback.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What Everhook needs of Lambda's API, on loopback, so that the AWS CLI and SDKs work with the
 * functions of this run.
 */
final class LambdaApi implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final InvokeApi invoke;
  private final MappingApi mappings;

  private LambdaApi(HttpServer server, InvokeApi invoke, MappingApi mappings) {
    this.server = server;
    this.invoke = invoke;
    this.mappings = mappings;
  }

  /**
   * Serves the API.
   *
   * @param port 0 for a free one
   * @param invoke is closed with it
   * @throws IOException if the port is taken
   */
  static LambdaApi start(int port, InvokeApi invoke, MappingApi mappings) throws IOException {
    LambdaApi api = new LambdaApi(LoopbackServer.bind(port), invoke, mappings);
    api.server.createContext("/", api::handle);
    api.server.setExecutor(api.threads);
    api.server.start();
    return api;
  }

  URI endpoint() {
    return LoopbackServer.endpoint(server);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!LoopbackServer.isFromProgram(exchange)) {
        LambdaAnswers.error(
            exchange, 403, "AccessDeniedException", "Only programs on this machine may call.");
      } else if (!invoke.handle(exchange, path) && !mappings.handle(exchange, path)) {
        LambdaAnswers.error(
            exchange,
            404,
            "UnknownOperationException",
            "This API knows Invoke and event source mappings alone.");
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    invoke.close();
  }
}
