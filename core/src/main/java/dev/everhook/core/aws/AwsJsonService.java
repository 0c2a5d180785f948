package dev.everhook.core.aws;

import dev.everhook.core.AwsClients;
import dev.everhook.core.Json;
import dev.everhook.core.JsonContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A service over HTTP, called with Signature Version 4. A call has two attempts at most, the second
 * shortly after a first that was not answered, or with an error that may be gone.
 */
public final class AwsJsonService implements AwsService, AutoCloseable {
  private static final int ATTEMPTS = 2;
  private static final long LONGEST_PAUSE_IN_MILLIS = 50;

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SdkHttpClient http = AwsClients.http().build();
  private final AwsApi api;
  private final AwsAccess access;
  private final Duration patience;

  private record Answer(int status, String body) {}

  /**
   * @param api the service's API
   * @param access where it is, and who calls it
   * @param patience how long one attempt may take
   */
  public AwsJsonService(AwsApi api, AwsAccess access, Duration patience) {
    this.api = api;
    this.access = access;
    this.patience = patience;
  }

  @Override
  public String call(String operation, JsonContent request) {
    byte[] body = Json.write(request).getBytes(StandardCharsets.UTF_8);
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(operation, body);
      } catch (AwsCallException e) {
        if (attempt == ATTEMPTS || !e.isTransient() || !pause()) {
          throw e;
        }
      }
    }
  }

  /** Returns false if the thread was interrupted, and is so still: there is no time for more. */
  private static boolean pause() {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_IN_MILLIS));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** In a thread of its own: a look-up of a name and a slow drip end by no timeout of a socket. */
  private String attempt(String operation, byte[] body) {
    Future<Answer> exchange = threads.submit(() -> exchange(operation, body));
    try {
      Answer answer = exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.status != 200) {
        throw AwsErrorException.of(answer.status, answer.body);
      }
      // Every answer has a body: a claim or a record without one may not have been written.
      if (answer.body.isEmpty()) {
        throw new AwsUnansweredException("an empty answer from " + api.serviceName());
      }
      return answer.body;
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new AwsUnansweredException(
          "no answer from %s within %d ms".formatted(api.serviceName(), patience.toMillis()));
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new AwsUnansweredException("interrupted");
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case IOException broken -> new AwsUnansweredException(broken);
        case RuntimeException bug -> bug;
        case null, default -> new IllegalStateException(e);
      };
    }
  }

  private Answer exchange(String operation, byte[] content) throws IOException {
    SignedRequest request = signed(operation, content);
    HttpExecuteResponse response =
        http.prepareRequest(
                HttpExecuteRequest.builder()
                    .request(request.request())
                    .contentStreamProvider(request.payload().orElseThrow())
                    .build())
            .call();
    InputStream body =
        response.responseBody().isPresent()
            ? response.responseBody().get()
            : InputStream.nullInputStream();
    try (body) {
      return new Answer(
          response.httpResponse().statusCode(),
          new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private SignedRequest signed(String operation, byte[] body) {
    AwsCredentialsIdentity caller = access.credentials().resolveCredentials();
    ContentStreamProvider content = () -> new ByteArrayInputStream(body);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(access.endpoint())
            .encodedPath("/")
            .putHeader("Content-Type", "application/x-amz-json-" + api.jsonVersion())
            .putHeader("Content-Length", Integer.toString(body.length))
            .putHeader("X-Amz-Target", api.target(operation))
            .build();
    return signer.sign(
        SignRequest.builder(caller)
            .request(request)
            .payload(content)
            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, api.serviceName())
            .putProperty(AwsV4HttpSigner.REGION_NAME, access.region())
            .build());
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.close();
  }
}
