package dev.everhook.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, within a hard deadline.
 *
 * <p>The exchange runs on a thread of its own, since nothing else bounds all of it: a socket
 * timeout does not end a slow drip, and a look-up of a name cannot be interrupted. At the deadline
 * the connection is closed and the caller goes on, whatever that thread still waits for.
 */
final class Exchange {
  /** The context attribute under which the exchange is found. */
  static final String ATTRIBUTE = "everhook.exchange";

  private static final int MOST_BODY_BYTES = 16 * 1024;

  /** The status has said it all by then: the body is for the diagnosis alone. */
  private static final Duration LONGEST_BODY = Duration.ofSeconds(5);

  private final CloseableHttpClient client;
  private final HttpHost host;
  private final HttpPost post;
  private final CompletableFuture<Head> head = new CompletableFuture<>();
  private final CompletableFuture<Boolean> bodyEnded = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private volatile boolean sent;

  private record Head(int status, @Nullable String retryAfter) {}

  Exchange(CloseableHttpClient client, HttpHost host, HttpPost post) {
    this.client = client;
    this.host = host;
    this.post = post;
  }

  /** Says that the request's first byte is about to go out. */
  void requestGoesOut() {
    sent = true;
  }

  /** Whether nobody waits for it any more, so that its connection is to be closed. */
  boolean isOver() {
    return post.isCancelled();
  }

  /** Makes the exchange; returns by the deadline. */
  CallResult run(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    Thread.ofVirtual().name("webhook-exchange").start(this::exchange);
    try {
      Head answered = head.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      awaitBody(Math.min(end - System.nanoTime(), LONGEST_BODY.toNanos()));
      return new CallResult.Answered(
          answered.status, answered.retryAfter, body.toString(StandardCharsets.UTF_8));
    } catch (ExecutionException e) {
      return new CallResult.Failed(failure(e.getCause()));
    } catch (TimeoutException e) {
      // First, so that what was not sent by then is never sent.
      post.cancel();
      return new CallResult.Failed(sent ? CallFailure.TIMEOUT : CallFailure.CONNECT_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      post.cancel();
      return new CallResult.Failed(sent ? CallFailure.TIMEOUT : CallFailure.CONNECT_FAILED);
    } finally {
      if (!bodyEnded.isDone()) {
        post.cancel();
      }
    }
  }

  /** Once there is a status it counts, whatever becomes of the body. */
  private void awaitBody(long nanos) {
    try {
      bodyEnded.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // What came of the body so far will do.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void exchange() {
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(ATTRIBUTE, this);
    try (ClassicHttpResponse response = client.executeOpen(host, post, context)) {
      Header retryAfter = response.getFirstHeader("Retry-After");
      Head answered =
          new Head(response.getCode(), retryAfter == null ? null : retryAfter.getValue());
      try {
        if (!isHere(response.getEntity())) {
          head.complete(answered);
        }
        readBody(response.getEntity());
      } finally {
        // A body that is here already is read first, so that the caller is woken but once.
        bodyEnded.complete(true);
        head.complete(answered);
      }
    } catch (IOException | RuntimeException | Error e) {
      head.completeExceptionally(e);
    } finally {
      bodyEnded.complete(true);
    }
  }

  private static boolean isHere(@Nullable HttpEntity entity) throws IOException {
    return entity == null
        || (entity.getContentLength() >= 0
            && entity.getContent().available() >= entity.getContentLength());
  }

  private void readBody(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return;
    }
    InputStream in = entity.getContent();
    byte[] buffer = new byte[4096];
    while (body.size() < MOST_BODY_BYTES) {
      int read = in.read(buffer, 0, Math.min(buffer.length, MOST_BODY_BYTES - body.size()));
      if (read < 0) {
        return;
      }
      body.write(buffer, 0, read);
    }
    // Closing would first read all that is left, which may have no end; so the connection goes.
    post.cancel();
  }

  private CallFailure failure(@Nullable Throwable cause) {
    if (sent) {
      return afterSending(cause);
    }
    return switch (cause) {
      case UnknownHostException _ -> CallFailure.DNS;
      case SSLException _ -> CallFailure.TLS;
      case SocketTimeoutException _, ConnectionRequestTimeoutException _ ->
          CallFailure.CONNECT_TIMEOUT;
      case ConnectException _ -> CallFailure.CONNECTION_REFUSED;
      case null, default -> CallFailure.CONNECT_FAILED;
    };
  }

  private static CallFailure afterSending(@Nullable Throwable cause) {
    return switch (cause) {
      case SocketTimeoutException _ -> CallFailure.TIMEOUT;
      case MessageConstraintException _, UnsupportedHttpVersionException _ -> CallFailure.NOT_HTTP;
      case null -> CallFailure.CONNECTION_BROKEN;
      default ->
          cause.getCause() instanceof HttpException
              ? CallFailure.NOT_HTTP
              : CallFailure.CONNECTION_BROKEN;
    };
  }
}
