package dev.everhook.redrive;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a redrive would do: counts, and groups by cause. Safe for use by many threads while it is
 * made.
 */
final class RedrivePlan {
  /** More groups than a person reads. */
  private static final int MOST_GROUPS = 1_000;

  private final Source source;
  private final Instant hiddenUntil;
  private final ForgottenKeys forgotten;
  private final Problems warnings = new Problems();
  private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
  private final Map<LetterGroup.Cause, LetterGroup> groups = new LinkedHashMap<>();
  private long total;
  private long read;
  private long matched;
  private boolean complete;

  RedrivePlan(Source source, Instant now, Instant hiddenUntil) {
    this.source = source;
    this.hiddenUntil = hiddenUntil;
    this.forgotten = new ForgottenKeys(now);
  }

  /**
   * Counts what was read.
   *
   * @param letters those of them that match
   */
  synchronized void add(int count, List<Judged> letters) {
    read += count;
    matched += letters.size();
    for (Judged letter : letters) {
      verdicts.merge(letter.verdict(), 1L, Long::sum);
      forgotten.look(letter);
      LetterGroup.Cause cause = LetterGroup.Cause.of(letter.letter());
      groups.computeIfAbsent(cause, _ -> new LetterGroup(cause, letter.letter())).add(letter);
    }
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  synchronized void end(boolean isComplete, long depth) {
    complete = isComplete;
    total = Math.max(read, depth);
    forgotten.warning().ifPresent(this::warn);
  }

  synchronized long read() {
    return read;
  }

  synchronized boolean isComplete() {
    return complete;
  }

  private long count(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0L);
  }

  synchronized String json() {
    return Answer.json(
        "plan",
        out -> {
          Answer.text(out, "source", source);
          out.writeNumberField("total", total);
          out.writeNumberField("read", read);
          out.writeBooleanField("complete", complete);
          out.writeNumberField("matched", matched);
          out.writeNumberField("movable", count(Verdict.MOVABLE));
          out.writeNumberField("settled", count(Verdict.SETTLED));
          out.writeNumberField("blocked", count(Verdict.BLOCKED));
          out.writeNumberField("malformed", count(Verdict.MALFORMED));
          out.writeNumberField("expired", count(Verdict.EXPIRED));
          writeGroups(out, "groups");
          Answer.texts(out, "warnings", warnings.list());
          Answer.text(out, "hiddenUntil", hiddenUntil);
        });
  }

  /** The largest group first. */
  synchronized void writeGroups(JsonGenerator out, String name) throws IOException {
    List<LetterGroup> sorted = new ArrayList<>(groups.values());
    sorted.sort(Comparator.comparingLong(LetterGroup::count).reversed());
    out.writeArrayFieldStart(name);
    for (LetterGroup group : sorted.subList(0, Math.min(MOST_GROUPS, sorted.size()))) {
      group.write(out);
    }
    out.writeEndArray();
  }
}
