package dev.everhook.worker;

import dev.everhook.core.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Makes attempts: reads the secret, calls, and calls once more where the secret had changed. */
final class WebhookAttempts {
  private static final int LONGEST_EXCERPT = 1024;

  private final WebhookClient webhook;
  private final SecretSource secrets;
  private final ResponsePolicy responses;
  private final InstantSource clock;

  WebhookAttempts(
      WebhookClient webhook, SecretSource secrets, ResponsePolicy responses, InstantSource clock) {
    this.webhook = webhook;
    this.secrets = secrets;
    this.responses = responses;
    this.clock = clock;
  }

  /**
   * Makes one attempt.
   *
   * @param timeout the hard end of all of it, from now
   * @throws SecretUnreadableException if there is no secret to call with; no call was made
   */
  Attempt make(WebhookCall call, Duration timeout) {
    Instant end = call.at().plus(timeout);
    WebhookSecret secret = secrets.current();
    CallResult result = call(call, secret, end);
    if (ResponsePolicy.isUnauthorized(result)) {
      WebhookSecret changed = rereadIfChanged(secret);
      if (changed != null) {
        secret = changed;
        result = call(call, secret, end);
      }
    }
    Instant now = clock.instant();
    return new Attempt(
        call.attempt(),
        call.at(),
        Duration.between(call.at(), now),
        responses.outcome(result, now),
        excerpt(result, secret));
  }

  /**
   * Reading the secret takes time too; a call that does not fit any more waits for the next
   * receive.
   */
  private CallResult call(WebhookCall call, WebhookSecret secret, Instant end) {
    Duration left = Duration.between(clock.instant(), end);
    return left.isPositive()
        ? webhook.call(call, secret, left)
        : new CallResult.Failed(CallFailure.NO_TIME);
  }

  private @Nullable WebhookSecret rereadIfChanged(WebhookSecret used) {
    try {
      WebhookSecret now = secrets.reread();
      return now.version().equals(used.version()) ? null : now;
    } catch (SecretUnreadableException e) {
      return null;
    }
  }

  private static @Nullable String excerpt(CallResult result, WebhookSecret secret) {
    if (!(result instanceof CallResult.Answered(int status, _, String body))
        || body.isBlank()
        || (status >= 200 && status < 300)) {
      return null;
    }
    String line = secret.redact(body).replaceAll("(?U)[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= LONGEST_EXCERPT ? line : line.substring(0, LONGEST_EXCERPT);
  }
}
