package dev.everhook.it.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Secrets Manager with one secret, by whatever ARN it is asked for. */
final class SecretsStub implements AutoCloseable {
  static final String ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:webhook";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StubServer server;
  private volatile Version version = new Version(0, "");

  private record Version(int number, String token) {
    byte[] answer() throws IOException {
      return JSON.writeValueAsBytes(
          Map.of(
              "ARN",
              ARN,
              "VersionId",
              Integer.toString(number),
              "SecretString",
              JSON.writeValueAsString(Map.of("token", token))));
    }
  }

  private SecretsStub() throws IOException {
    this.server = StubServer.start("/", this::answer);
  }

  static SecretsStub start() throws IOException {
    return new SecretsStub();
  }

  URI endpoint() {
    return server.endpoint();
  }

  /** Gives the secret its next version. */
  void put(String token) {
    version = new Version(version.number + 1, token);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      if (target.equals("secretsmanager.GetSecretValue")) {
        byte[] answer = version.answer();
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
    server.close();
  }
}
