package dev.everhook.core.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.everhook.core.AwsClients;
import dev.everhook.core.aws.AwsAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A DynamoDB that answers as a test says, behind the client of every function. */
final class DynamoStub implements AutoCloseable {
  static final String TABLE = "everhook-ledger";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Answer> answers = _ -> new Answer(200, "{}");

  /** What was asked, such as {@code PutItem}, and with what. */
  record Request(String action, JsonNode body) {}

  /** An answer; status 0 closes the connection without one. */
  record Answer(int status, String body) {

    /** An error of DynamoDB's. */
    static Answer error(int status, String code) {
      return new Answer(
          status,
          "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"it says why\"}"
              .formatted(code));
    }
  }

  DynamoStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  LedgerStore store() {
    return new DynamoLedgerStore(AwsClients.dynamoDb(AwsAccess.local(endpoint())), TABLE);
  }

  /** The operations, with all the time that a busy machine needs. */
  DynamoOperationStore operations() {
    return new DynamoOperationStore(LocalDynamo.patient(endpoint()), TABLE, Duration.ofMinutes(1));
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void answer(Function<Request, Answer> answer) {
    answers = answer;
  }

  List<Request> requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      var request =
          new Request(
              target.substring(target.indexOf('.') + 1), JSON.readTree(exchange.getRequestBody()));
      requests.add(request);
      Answer answer = answers.apply(request);
      if (answer.status != 0) {
        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(answer.status, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
