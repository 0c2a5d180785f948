package dev.everhook.worker;

import dev.everhook.core.Payload;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import java.time.Instant;

/** Refresh requests to test with. */
final class Requests {
  /** A slot of the schedule. */
  static final RefreshRequest SLOT =
      new RefreshRequest.Scheduled(
          "arn:aws:scheduler:eu-west-1:123456789012:schedule/everhook/refresh",
          Instant.parse("2026-03-01T11:59:00Z"));

  private Requests() {}

  static RefreshRequest manual(String requestId) {
    return new RefreshRequest.Manual(requestId, "somebody", "a test", null, null);
  }

  static RefreshRequest withPayload(String payload) {
    return new RefreshRequest.Manual("request-1", "somebody", "a test", new Payload(payload), null);
  }

  static RefreshRequest notAfter(Instant notAfter) {
    return new RefreshRequest.Manual("request-1", "somebody", "a test", null, notAfter);
  }

  static String body(RefreshRequest request) {
    return RefreshRequestJson.write(request);
  }
}
