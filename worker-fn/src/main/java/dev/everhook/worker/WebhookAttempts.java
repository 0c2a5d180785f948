package dev.everhook.worker;

import dev.everhook.core.Attempt;
import dev.everhook.core.DeferralCause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Makes attempts: reads the secret, calls, and calls once more where the secret had changed. */
final class WebhookAttempts {
  /** In bytes. */
  private static final int LONGEST_EXCERPT = 1024;

  private final Webhook webhook;
  private final SecretSource secrets;
  private final ResponsePolicy responses;
  private final InstantSource clock;

  WebhookAttempts(
      Webhook webhook, SecretSource secrets, ResponsePolicy responses, InstantSource clock) {
    this.webhook = webhook;
    this.secrets = secrets;
    this.responses = responses;
    this.clock = clock;
  }

  /**
   * Makes one attempt.
   *
   * @param timeout the longest that one call may take
   * @param end the hard end of all of it
   */
  AttemptResult make(WebhookCall call, Duration timeout, Instant end) {
    try {
      WebhookSecret secret = secrets.current();
      if (!clock.instant().isBefore(end)) {
        return new AttemptResult.PutOff(
            DeferralCause.NO_TIME, "reading the secret left no time for a call");
      }
      CallResult result = call(call, secret, timeout, end);
      if (!ResponsePolicy.isUnauthorized(result)) {
        return made(call, result, secret);
      }
      WebhookSecret now = secrets.reread();
      if (now.version().equals(secret.version())) {
        return made(call, result, secret);
      }
      if (Duration.between(clock.instant(), end).compareTo(timeout) < 0) {
        return new AttemptResult.PutOff(
            DeferralCause.SECRET_CHANGED,
            "the secret changed, and the time left is too short for a call with the new one");
      }
      return made(call, call(call, now, timeout, end), now);
    } catch (SecretUnreadableException e) {
      return new AttemptResult.PutOff(
          DeferralCause.SECRET_UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private AttemptResult made(WebhookCall call, CallResult result, WebhookSecret secret) {
    Instant now = clock.instant();
    return new AttemptResult.Made(
        new Attempt(
            call.attempt(),
            call.at(),
            Duration.between(call.at(), now),
            responses.outcome(result, now),
            excerpt(result, secret)));
  }

  private CallResult call(WebhookCall call, WebhookSecret secret, Duration timeout, Instant end) {
    Duration left = Duration.between(clock.instant(), end);
    return webhook.call(call, secret, left.compareTo(timeout) < 0 ? left : timeout);
  }

  private static @Nullable String excerpt(CallResult result, WebhookSecret secret) {
    if (!(result instanceof CallResult.Answered(int status, _, String body))
        || body.isBlank()
        || (status >= 200 && status < 300)) {
      return null;
    }
    return cut(secret.redact(body).replaceAll("(?U)[\\p{Cntrl}\\s]+", " ").strip());
  }

  /** Cut between characters, and not within one. */
  private static String cut(String line) {
    byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
    if (utf8.length <= LONGEST_EXCERPT) {
      return line;
    }
    int end = LONGEST_EXCERPT;
    while ((utf8[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(utf8, 0, end, StandardCharsets.UTF_8);
  }
}
