package dev.everhook.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Outcome;
import dev.everhook.core.RefreshRequest;
import dev.everhook.worker.CallFailure;
import dev.everhook.worker.CallResult;
import dev.everhook.worker.KeyFormat;
import dev.everhook.worker.ResponsePolicy;
import dev.everhook.worker.WebhookCall;
import dev.everhook.worker.WebhookClient;
import dev.everhook.worker.WebhookSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whatever bytes a webhook answers with before it closes the connection, the call comes to an
 * outcome, which is "delivered" only where they hold the line of a success.
 */
final class ResponseInput implements Target.Check {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MOST_OF_A_BODY = 16 * 1024;
  private static final Pattern SUCCESS =
      Pattern.compile("HTTP/[0-9]\\S*[ \\t]+2[0-9][0-9]", Pattern.CASE_INSENSITIVE);
  private static final ResponsePolicy POLICY = new ResponsePolicy(Set.of(), Set.of());
  private static final WebhookSecret SECRET = new WebhookSecret("token", List.of(), "1");
  private static final RefreshRequest REQUEST =
      new RefreshRequest.Manual("id", "ada", "why", null, null);

  @Override
  public void check(byte[] input) throws IOException {
    CallResult result;
    try (ByteServer server = ByteServer.answering(input);
        WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      WebhookCall call = new WebhookCall(REQUEST, REQUEST.key(0), 1, NOW);
      result = client.call(call, SECRET, TIMEOUT);
    }
    switch (result) {
      case CallResult.Answered(int status, _, String body) -> {
        assertThat(status).isBetween(200, 999);
        assertThat(body.length()).isLessThanOrEqualTo(MOST_OF_A_BODY);
      }
      case CallResult.Failed(CallFailure failure) ->
          assertThat(failure).isIn(CallFailure.CONNECTION_BROKEN, CallFailure.NOT_HTTP);
    }
    if (POLICY.outcome(result, NOW) instanceof Outcome.Delivered) {
      assertThat(new String(input, StandardCharsets.ISO_8859_1)).containsPattern(SUCCESS);
    }
  }
}
