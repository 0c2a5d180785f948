package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.everhook.core.AwsClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Against a bucket of two parts a page, of a server in this process. */
class S3ArchiveStoreTest {
  private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private HttpServer server;
  private S3Client client;
  private S3ArchiveStore store;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/bucket", this::answer);
    server.start();
    client =
        S3Client.builder()
            .httpClientBuilder(AwsClients.http())
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .forcePathStyle(true)
            .build();
    store = new S3ArchiveStore(client, "bucket");
  }

  @AfterEach
  void stopServer() {
    client.close();
    server.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    String key = call.getRequestURI().getPath().replaceFirst("/bucket/?", "");
    byte[] body = call.getRequestBody().readAllBytes();
    if (call.getRequestMethod().equals("PUT")) {
      objects.put(key, body);
      send(call, 200, new byte[0]);
    } else if (key.isEmpty()) {
      send(call, 200, list(call.getRequestURI().getQuery()));
    } else if (objects.containsKey(key)) {
      send(call, 200, objects.get(key));
    } else {
      send(
          call,
          404,
          "<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>"
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  private byte[] list(String query) {
    String prefix = query.replaceFirst(".*prefix=([^&]*).*", "$1");
    int from =
        query.contains("continuation-token=")
            ? Integer.parseInt(query.replaceFirst(".*continuation-token=([0-9]*).*", "$1"))
            : 0;
    var all = objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    int to = Math.min(all.size(), from + 2);
    StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>");
    xml.append(to < all.size()).append("</IsTruncated><NextContinuationToken>").append(to);
    xml.append("</NextContinuationToken>");
    all.subList(from, to)
        .forEach(key -> xml.append("<Contents><Key>").append(key).append("</Key></Contents>"));
    return xml.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange call, int status, byte[] body) throws IOException {
    call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  @Test
  void a_part_is_an_object_and_is_read_as_it_was_written() {
    byte[] content = "{\"größe\":1}\n".getBytes(StandardCharsets.UTF_8);

    store.write("a-1/part-00001.jsonl", content);

    assertThat(objects).containsOnlyKeys("a-1/part-00001.jsonl");
    assertThat(store.read("a-1/part-00001.jsonl")).isEqualTo(content);
  }

  @Test
  void all_pages_of_a_list_are_read_in_order() {
    for (int i = 5; i > 0; i--) {
      objects.put(ArchiveNames.part("a-1", i), new byte[] {1});
    }
    objects.put("a-2/part-00001.jsonl", new byte[] {1});

    assertThat(store.list("a-1/"))
        .hasSize(5)
        .startsWith("a-1/part-00001.jsonl")
        .endsWith("a-1/part-00005.jsonl");
    assertThat(store.list("b/")).isEmpty();
  }

  @Test
  void its_place_is_an_s3_uri() {
    assertThat(store.location("a-1")).isEqualTo("s3://bucket/a-1/");
  }

  @Test
  void what_is_not_there_is_named() {
    assertThatExceptionOfType(ArchiveException.class)
        .isThrownBy(() -> store.read("a-1/part-00001.jsonl"))
        .withMessageContaining("Could not read s3://bucket/a-1/part-00001.jsonl: no such key");
  }
}
