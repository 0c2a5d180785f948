package dev.everhook.it.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Secrets Manager with one secret, by whatever ARN it is asked for. */
final class SecretsStub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final byte[] answer;

  private SecretsStub(HttpServer server, String arn, String token) throws JsonProcessingException {
    this.server = server;
    this.answer =
        JSON.writeValueAsBytes(
            Map.of(
                "ARN",
                arn,
                "VersionId",
                "1",
                "SecretString",
                JSON.writeValueAsString(Map.of("token", token))));
  }

  static SecretsStub start(String arn, String token) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SecretsStub stub = new SecretsStub(server, arn, token);
    server.createContext("/", stub::answer);
    server.start();
    return stub;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      if (target.equals("secretsmanager.GetSecretValue")) {
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
      } else {
        byte[] refusal = "{\"__type\":\"AccessDeniedException\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(400, refusal.length);
        exchange.getResponseBody().write(refusal);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
