package dev.everhook.redrive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** A bucket in place of an HTTP client, with two keys a page of its list. */
final class BucketStub implements SdkHttpClient {
  private static final int PAGE = 2;

  final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answer(request);
      }

      @Override
      public void abort() {}
    };
  }

  private HttpExecuteResponse answer(HttpExecuteRequest call) throws IOException {
    SdkHttpRequest request = call.httpRequest();
    String key = request.encodedPath().replaceFirst("/bucket/?", "");
    if (request.method() == SdkHttpMethod.PUT) {
      try (InputStream body = call.contentStreamProvider().orElseThrow().newStream()) {
        objects.put(key, body.readAllBytes());
      }
      return answer(200, new byte[0]);
    }
    if (key.isEmpty()) {
      return answer(200, utf8(list(request)));
    }
    byte[] content = objects.get(key);
    return content == null
        ? answer(404, utf8("<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>"))
        : answer(200, content);
  }

  private String list(SdkHttpRequest request) {
    String prefix = request.firstMatchingRawQueryParameter("prefix").orElse("");
    int from =
        request
            .firstMatchingRawQueryParameter("continuation-token")
            .map(Integer::parseInt)
            .orElse(0);
    List<String> all = objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    int to = Math.min(all.size(), from + PAGE);
    StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>");
    xml.append(to < all.size()).append("</IsTruncated>");
    if (to < all.size()) {
      xml.append("<NextContinuationToken>").append(to).append("</NextContinuationToken>");
    }
    all.subList(from, to)
        .forEach(key -> xml.append("<Contents><Key>").append(key).append("</Key></Contents>"));
    return xml.append("</ListBucketResult>").toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static HttpExecuteResponse answer(int status, byte[] body) {
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(status)
                .putHeader("Content-Length", Integer.toString(body.length))
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  @Override
  public void close() {}
}
