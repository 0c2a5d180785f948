package dev.everhook.cli;

import dev.everhook.core.Json;
import java.util.List;

/** Counts and prints what became of the lines of a bulk enqueue. */
final class BulkReport {
  private final Output output;
  private long sent;
  private long known;
  private long refused;
  private long refusedByQueue;

  BulkReport(Output output) {
    this.output = output;
  }

  long sent() {
    return sent;
  }

  /** Lines that are wrong, so that another run would not help them. */
  long wrong() {
    return refused - refusedByQueue;
  }

  /** Lines that the queue did not take, which another run may help. */
  long refusedByQueue() {
    return refusedByQueue;
  }

  boolean isAllSent() {
    return refused == 0;
  }

  boolean isNothingSent() {
    return sent + known == 0;
  }

  /** A chunk that needed no call, or its bad lines before the answer. */
  void bad(List<BulkLine> lines) {
    lines.forEach(line -> refuse(line.number(), "request", String.valueOf(line.problem())));
  }

  /** What the enqueue function said of the lines of a chunk. */
  void answer(List<BulkLine> lines, EnqueueAnswer answer) {
    for (EnqueueAnswer.Accepted one : answer.accepted()) {
      sent++;
      json(lines.get(one.index()).number(), "key", one.key(), "requestId", one.requestId());
    }
    for (EnqueueAnswer.Known one : answer.known()) {
      known++;
      json(lines.get(one.index()).number(), "key", one.key(), "state", one.state());
    }
    for (EnqueueAnswer.Refused one : answer.errors()) {
      List<BulkLine> meant = one.index() == null ? lines : List.of(lines.get(one.index()));
      refusedByQueue += one.byQueue() ? meant.size() : 0;
      meant.forEach(line -> refuse(line.number(), one.field(), one.problem()));
    }
  }

  private void refuse(long line, String field, String problem) {
    refused++;
    if (output.asJson()) {
      json(line, "field", field, "problem", problem);
    } else {
      output.note("line " + line + ": " + field + ": " + problem);
    }
  }

  void summary() {
    if (!output.asJson()) {
      output.line(
          "Enqueued %d of %d%s."
              .formatted(
                  sent, sent + known + refused, known == 0 ? "" : "; " + known + " known already"));
    }
  }

  private void json(long line, String name, String value, String otherName, String otherValue) {
    if (output.asJson()) {
      output.line(
          Json.write(
              json -> {
                json.writeStartObject();
                json.writeNumberField("line", line);
                json.writeStringField(name, value);
                json.writeStringField(otherName, otherValue);
                json.writeEndObject();
              }));
    }
  }
}
