package dev.everhook.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.Outcome;
import dev.everhook.worker.CallResult;
import dev.everhook.worker.ResponsePolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** A header says nothing that can be read, or an instant, which is ten years ahead at most. */
final class RetryAfterInput implements Target.Check {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATEST = NOW.plus(Duration.ofDays(3_650));
  private static final ResponsePolicy POLICY = new ResponsePolicy(Set.of(), Set.of());

  @Override
  public void check(byte[] input) {
    String header = new String(input, StandardCharsets.ISO_8859_1);
    Outcome outcome = POLICY.outcome(new CallResult.Answered(503, header, ""), NOW);

    Instant notBefore = ((Outcome.Retry) outcome).notBefore();
    if (notBefore != null) {
      assertThat(notBefore).isBeforeOrEqualTo(LATEST);
      assertThat(header).containsPattern("[0-9]");
    }
    if (header.matches("[0-9]{1,9}")) {
      Instant asked = NOW.plusSeconds(Long.parseLong(header));
      assertThat(notBefore).isEqualTo(asked.isAfter(LATEST) ? LATEST : asked);
    }
  }
}
