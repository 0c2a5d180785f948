package dev.everhook.embedded;

import dev.everhook.core.DeathNotice;
import dev.everhook.core.EventLog;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Outcome;
import dev.everhook.core.PipelineEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes each event as one line that a person reads. The key is shown by its first eight digits.
 */
final class ConsoleLog implements EventLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final int LONGEST_DETAIL = 120;

  private final PrintStream out;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Colours colours;

  ConsoleLog(PrintStream out, InstantSource clock, ZoneId zone, Colours colours) {
    this.out = out;
    this.clock = clock;
    this.zone = zone;
    this.colours = colours;
  }

  @Override
  public void write(PipelineEvent event) {
    out.println(
        TIME.format(clock.instant().atZone(zone))
            + "  "
            + switch (event) {
              case PipelineEvent.SlotSent(var slot, var key, _) ->
                  line("slot", key, slot.toString());
              case PipelineEvent.SlotsMissed(long count, var named) ->
                  line(
                      colours.warn("missed"),
                      null,
                      Words.count(count, "slot")
                          + " went by unsent and are not made up: "
                          + named.stream().map(Instant::toString).collect(Collectors.joining(", "))
                          + (named.size() < count ? ", …" : ""));
              case PipelineEvent.SlotNotSent(var slot, var problem) ->
                  line(colours.bad("slot not sent"), null, slot + ": " + problem);
              case PipelineEvent.Enqueued(var key, var id, var by, _) ->
                  line("enqueued", key, "request " + id + " by " + by);
              case PipelineEvent.NotEnqueued(_, var field, var problem) ->
                  line(colours.bad("not enqueued"), null, field + ": " + problem);
              case PipelineEvent.Attempted attempted -> attempt(attempted);
              case PipelineEvent.Deferred(var key, var cause, var problem, var nextIn) ->
                  line(
                      cause.isFault() ? colours.bad("put off") : "put off",
                      key,
                      problem + "; again in " + Words.duration(nextIn));
              case PipelineEvent.Duplicate(var key, _, var state) ->
                  line("duplicate", key, "acknowledged: it is " + state + " already");
              case PipelineEvent.LedgerUnavailable(var key, var problem) ->
                  line(colours.warn("no ledger"), key, problem);
              case PipelineEvent.DeadLettered(_, var notice, var detail) -> death(notice, detail);
              case PipelineEvent.MessageKept(var id, var problem) ->
                  line(colours.bad("kept"), null, "message " + id + ": " + problem);
              case PipelineEvent.OperationEnded ended -> operation(ended);
            });
  }

  private String attempt(PipelineEvent.Attempted event) {
    Outcome outcome = event.attempt().outcome();
    String word =
        switch (outcome) {
          case Outcome.Delivered _ -> colours.good(outcome.word());
          case Outcome.Retry _, Outcome.InProgress _ -> colours.warn(outcome.word());
          case Outcome.Rejected _ -> colours.bad(outcome.word());
        };
    String next = event.nextIn() == null ? "" : "; again in " + Words.duration(event.nextIn());
    return line(
        "attempt " + event.attempt().number() + "/" + event.maxAttempts(),
        event.key(),
        "%s %s in %s%s"
                .formatted(word, cause(outcome), Words.duration(event.attempt().duration()), next)
            + detail(event.attempt().excerpt()));
  }

  private static String cause(Outcome outcome) {
    return outcome.status() == null
        ? String.valueOf(outcome.errorCode())
        : outcome.status().toString();
  }

  /** The line of the last attempt, just above, has the webhook's answer: it is not said twice. */
  private String death(DeathNotice notice, @Nullable String detail) {
    Object cause = notice.status() == null ? notice.errorCode() : notice.status();
    return line(
        colours.bad("dead letter"),
        notice.key(),
        notice.reason()
            + (cause == null ? "" : " (" + cause + ")")
            + " after "
            + Words.count(notice.attempts(), "attempt")
            + (cause == null ? detail(detail) : ""));
  }

  private String operation(PipelineEvent.OperationEnded ended) {
    String counts =
        ended.counts().entrySet().stream()
            .filter(count -> count.getValue() != 0)
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    return line(
        ended.problems().isEmpty() ? ended.action() : colours.warn(ended.action()),
        null,
        "by %s: %s%s%s%s"
            .formatted(
                ended.requestedBy(),
                counts.isEmpty() ? "nothing to do" : counts,
                oldest(ended.oldestUnfinished()),
                ended.stopped() == null ? "" : "; " + ended.stopped(),
                detail(ended.problems().isEmpty() ? null : ended.problems().getFirst())));
  }

  private static String oldest(@Nullable Duration unfinished) {
    return unfinished == null || unfinished.isZero()
        ? ""
        : "; the oldest unfinished delivery is " + Words.duration(unfinished) + " old";
  }

  private static String detail(@Nullable String detail) {
    if (detail == null) {
      return "";
    }
    return " — "
        + (detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…");
  }

  private String line(String what, @Nullable IdempotencyKey key, String text) {
    String shortKey = key == null ? "" : key.toString().substring(0, 8);
    return pad(what, 12) + "  " + pad(shortKey, 8) + "  " + text;
  }

  private String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - colours.width(text)));
  }
}
