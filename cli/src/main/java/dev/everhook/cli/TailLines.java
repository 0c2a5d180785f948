package dev.everhook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.everhook.embedded.Words;
import java.time.Duration;

/** Prints an attempt in a line. */
record TailLines(Output output) {

  void print(Tail.Seen seen) {
    output.line(output.asJson() ? json(seen) : text(seen));
    output.out().flush();
  }

  private String text(Tail.Seen seen) {
    Delivery.PastAttempt attempt = seen.attempt();
    Cell outcome = Cell.word(attempt.outcome());
    String duration =
        attempt.durationMillis() == null
            ? "?"
            : Words.duration(Duration.ofMillis(attempt.durationMillis()));
    String start =
        "%s  %s  #%d  "
            .formatted(
                attempt.startedAt().toString().substring(0, 19) + "Z",
                KeyPrefix.of(seen.delivery().key()),
                attempt.number());
    String end =
        "  %s  %s  %s"
            .formatted(
                Cause.of(attempt.status(), attempt.errorCode()),
                duration,
                seen.delivery().subject());
    int room = Output.COLUMNS - Columns.width(start) - Columns.width(outcome.text());
    return start
        + outcome.painted(outcome.text(), output.colours())
        + Columns.fit(Columns.clean(end), room);
  }

  private static String json(Tail.Seen seen) {
    Delivery.PastAttempt attempt = seen.attempt();
    ObjectNode json =
        Answers.JSON
            .createObjectNode()
            .put("key", seen.delivery().key())
            .put("trigger", seen.delivery().trigger())
            .put("subject", seen.delivery().subject())
            .put("round", attempt.round())
            .put("number", attempt.number())
            .put("startedAt", attempt.startedAt().toString())
            .put("outcome", attempt.outcome());
    if (attempt.durationMillis() != null) {
      json.put("durationMillis", attempt.durationMillis());
    }
    if (attempt.status() != null) {
      json.put("status", attempt.status());
    }
    if (attempt.errorCode() != null) {
      json.put("errorCode", attempt.errorCode());
    }
    return json.toString();
  }
}
