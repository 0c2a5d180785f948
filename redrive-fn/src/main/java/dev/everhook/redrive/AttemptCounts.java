package dev.everhook.redrive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.PastAttempt;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attempts of the last hour by outcome, as far as the latest deliveries tell. */
final class AttemptCounts {
  private static final List<String> OUTCOMES =
      List.of("delivered", "retry", "unknown", "rejected", "in_progress");

  private AttemptCounts() {}

  /**
   * Writes an object.
   *
   * @param recent the deliveries that changed last, the latest first
   * @param isAll whether there are no others
   */
  static void write(
      JsonGenerator out, String name, Instant since, List<LedgerEntry> recent, boolean isAll)
      throws IOException {
    Map<String, Integer> counts = new LinkedHashMap<>();
    OUTCOMES.forEach(outcome -> counts.put(outcome, 0));
    for (LedgerEntry entry : recent) {
      for (PastAttempt attempt : entry.history()) {
        if (!attempt.startedAt().isBefore(since)) {
          counts.merge(attempt.outcome().replace(' ', '_'), 1, Integer::sum);
        }
      }
    }
    out.writeObjectFieldStart(name);
    Answer.text(out, "since", since);
    out.writeBooleanField("complete", isAll || recent.getLast().changedAt().isBefore(since));
    out.writeObjectFieldStart("byOutcome");
    Answer.numbers(out, counts);
    out.writeEndObject();
    out.writeEndObject();
  }
}
