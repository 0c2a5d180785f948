package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Payload;
import dev.everhook.core.RefreshRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes calls as the worker does, and sees to it that each ends by its deadline. */
final class TimedCall {
  static final WebhookSecret SECRET = new WebhookSecret("token-4f9c0e7a", List.of(), "v1");

  /** Long enough for a server that answers, and too long for a test that waits for it. */
  static final Duration AMPLE = Duration.ofSeconds(10);

  private static final Duration GRACE = Duration.ofMillis(250);

  static {
    // The first call of a JVM loads the HTTP client, which is no part of what is timed.
    try (FaultyServer server = FaultyServer.answering("204 No Content", "")) {
      to(server, AMPLE);
    }
  }

  private TimedCall() {}

  /** Calls a server once, with a client of its own. */
  static CallResult to(FaultyServer server, Duration timeout) {
    return to(server.url(), timeout);
  }

  static CallResult to(URI url, Duration timeout) {
    try (WebhookClient client = new WebhookClient(url, KeyFormat.QUOTED)) {
      return by(client, timeout);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls once, for a request without a payload. */
  static CallResult by(WebhookClient client, Duration timeout) {
    return by(client, call(null), timeout);
  }

  static CallResult by(WebhookClient client, WebhookCall call, Duration timeout) {
    Duration stalledBefore = Stalls.soFar();
    long start = System.nanoTime();
    CallResult result = client.call(call, SECRET, timeout);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    // What a busy machine adds to any timer is not the client's doing.
    Duration stalled = Stalls.soFar().minus(stalledBefore);
    assertThat(took)
        .as("the time to %s, of which the machine stalled for %s", result, stalled)
        .isLessThanOrEqualTo(timeout.plus(GRACE).plus(stalled));
    return result;
  }

  /** The first attempt of a manual request. */
  static WebhookCall call(@Nullable String payload) {
    RefreshRequest request =
        new RefreshRequest.Manual(
            "request-1", "somebody", "a test", payload == null ? null : new Payload(payload), null);
    return new WebhookCall(request, request.key(0), 1, Instant.parse("2026-03-01T12:00:00Z"));
  }
}
