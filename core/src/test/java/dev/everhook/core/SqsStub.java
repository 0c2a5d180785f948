package dev.everhook.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An HTTP server that speaks SQS's JSON protocol, and answers as a test tells it. */
final class SqsStub implements AutoCloseable {
  static {
    // Without it, an exchange on a kept connection takes 45 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // The SDK's own repeats would wait, and hide what one answer comes to.
    System.setProperty("aws.maxAttempts", "1");
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Answer> answers = _ -> new Answer(200, "{}");

  /** What was asked, such as {@code SendMessageBatch}, and with what. */
  record Request(String action, JsonNode body, @Nullable String authorization) {}

  /** An answer; status 0 closes the connection without one. */
  record Answer(int status, String body) {}

  SqsStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  URI queueUrl() {
    return endpoint().resolve("/000000000000/refresh");
  }

  SqsClient client() {
    return AwsClients.sqs(endpoint());
  }

  void answer(int status, String body) {
    answers = _ -> new Answer(status, body);
  }

  void answer(Function<Request, Answer> answer) {
    answers = answer;
  }

  List<Request> requests() {
    return requests;
  }

  /** The checksum of a body, which the SDK insists on. */
  static String md5(String body) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      var request =
          new Request(
              target.substring(target.indexOf('.') + 1),
              JSON.readTree(exchange.getRequestBody()),
              exchange.getRequestHeaders().getFirst("Authorization"));
      requests.add(request);
      Answer answer = answers.apply(request);
      if (answer.status != 0) {
        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
