package dev.everhook.embedded;

import com.sun.net.httpserver.HttpExchange;
import dev.everhook.core.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers in the form of Lambda's API. */
final class LambdaAnswers {
  private LambdaAnswers() {}

  /**
   * An error.
   *
   * @param type the name of its class in the SDKs
   */
  static void error(HttpExchange exchange, int status, String type, String message)
      throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("X-Amzn-ErrorType", type);
    send(
        exchange,
        status,
        Json.write(
            out -> {
              out.writeStartObject();
              out.writeStringField("Type", status < 500 ? "User" : "Service");
              out.writeStringField("Message", message);
              out.writeEndObject();
            }));
  }

  static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
