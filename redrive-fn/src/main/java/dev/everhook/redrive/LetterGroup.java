package dev.everhook.redrive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.everhook.core.DeadLetter;
import dev.everhook.core.DeadLetterReason;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Dead letters that died of the same cause. Not safe for use by many threads. */
final class LetterGroup {
  /** The state of a delivery that the ledger does not know. */
  private static final String UNKNOWN = "unknown";

  /** What all letters of a group have in common. */
  record Cause(DeadLetterReason reason, @Nullable Integer status, @Nullable String errorCode) {
    static Cause of(DeadLetter letter) {
      return new Cause(
          letter.notice().reason(), letter.notice().status(), letter.notice().errorCode());
    }
  }

  private final Cause cause;
  private final Map<String, Integer> states = new TreeMap<>();
  private long count;
  private DeadLetter oldest;
  private DeadLetter newest;

  LetterGroup(Cause cause, DeadLetter first) {
    this.cause = cause;
    this.oldest = first;
    this.newest = first;
  }

  void add(Judged judged) {
    DeadLetter letter = judged.letter();
    count++;
    states.merge(judged.entry() == null ? UNKNOWN : judged.entry().state().word(), 1, Integer::sum);
    if (letter.message().sentAt().isBefore(oldest.message().sentAt())) {
      oldest = letter;
    }
    if (letter.message().sentAt().isAfter(newest.message().sentAt())) {
      newest = letter;
    }
  }

  long count() {
    return count;
  }

  /** The example is the oldest. */
  void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    Answer.text(out, "reason", cause.reason);
    Answer.number(out, "status", cause.status);
    Answer.text(out, "errorCode", cause.errorCode);
    out.writeNumberField("count", count);
    Answer.text(out, "oldest", oldest.message().sentAt());
    Answer.text(out, "newest", newest.message().sentAt());
    Answer.text(out, "exampleKey", oldest.key());
    Answer.text(out, "exampleMessageId", oldest.message().id());
    out.writeObjectFieldStart("states");
    Answer.numbers(out, states);
    out.writeEndObject();
    out.writeEndObject();
  }
}
