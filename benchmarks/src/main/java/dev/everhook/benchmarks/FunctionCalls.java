package dev.everhook.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** Invokes the functions of an embedded run; each call is made once. */
public final class FunctionCalls implements AutoCloseable {
  private final CloseableHttpClient http =
      HttpClients.custom().disableAutomaticRetries().disableCookieManagement().build();

  /**
   * Invokes a function.
   *
   * @param api where the run has its Invoke API
   * @return the function's answer
   * @throws IOException if none came, or it is an error
   */
  public String invoke(URI api, String function, String event) throws IOException {
    HttpPost post = new HttpPost(api.resolve("/2015-03-31/functions/" + function + "/invocations"));
    post.setEntity(new StringEntity(event, StandardCharsets.UTF_8));
    return http.execute(
        post,
        response -> {
          String answer = EntityUtils.toString(response.getEntity());
          if (response.getCode() != 200 || response.containsHeader("X-Amz-Function-Error")) {
            throw new IOException(function + " answered " + response.getCode() + ": " + answer);
          }
          return answer;
        });
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
