package dev.everhook.benchmarks;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** A call of HttpClient 5 with nothing around it. */
final class BareCall {
  private BareCall() {}

  static void make(CloseableHttpClient client, URI url) throws IOException {
    client.execute(
        new HttpPost(url),
        response -> {
          EntityUtils.consume(response.getEntity());
          return response.getCode();
        });
  }
}
