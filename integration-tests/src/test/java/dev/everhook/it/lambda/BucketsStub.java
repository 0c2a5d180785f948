package dev.everhook.it.lambda;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * S3 with the three calls that archives need, on buckets that are all there. A bucket is the first
 * part of the path, as the SDK writes it where the host is an address.
 */
final class BucketsStub implements AutoCloseable {
  private final StubServer server;
  private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();

  private BucketsStub() throws IOException {
    this.server = StubServer.start("/", this::serve);
  }

  static BucketsStub start() throws IOException {
    return new BucketsStub();
  }

  URI endpoint() {
    return server.endpoint();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String query = exchange.getRequestURI().getQuery();
      if (exchange.getRequestMethod().equals("PUT")) {
        objects.put(path, content(exchange));
        exchange.sendResponseHeaders(200, -1);
      } else if (query != null && query.contains("list-type=2")) {
        answer(exchange, 200, list(path, query).getBytes(StandardCharsets.UTF_8));
      } else if (objects.containsKey(path)) {
        answer(exchange, 200, requireNonNull(objects.get(path)));
      } else {
        String refusal = "<Error><Code>NoSuchKey</Code><Message>not there</Message></Error>";
        answer(exchange, 404, refusal.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private String list(String path, String query) {
    String bucket = path.endsWith("/") ? path : path + "/";
    String prefix =
        Arrays.stream(query.split("&", -1))
            .filter(parameter -> parameter.startsWith("prefix="))
            .map(parameter -> parameter.substring("prefix=".length()))
            .collect(Collectors.joining());
    return objects.keySet().stream()
        .filter(name -> name.startsWith(bucket + prefix))
        .map(name -> "<Contents><Key>" + name.substring(bucket.length()) + "</Key></Contents>")
        .collect(
            Collectors.joining(
                "", "<ListBucketResult><IsTruncated>false</IsTruncated>", "</ListBucketResult>"));
  }

  private static void answer(HttpExchange exchange, int status, byte[] content) throws IOException {
    exchange.sendResponseHeaders(status, content.length);
    exchange.getResponseBody().write(content);
  }

  /** The SDK sends an object in chunks of its own, each behind a line with its length. */
  private static byte[] content(HttpExchange exchange) throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    if (encoding == null || !encoding.contains("aws-chunked")) {
      return sent;
    }
    InputStream in = new ByteArrayInputStream(sent);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int length = chunk(in); length > 0; length = chunk(in)) {
      content.write(in.readNBytes(length));
      line(in);
    }
    return content.toByteArray();
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in).split(";", 2)[0], 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.append((char) b);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    server.close();
  }
}
