package dev.everhook.core;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as one line of JSON: {@code timestamp}, {@code level}, {@code event}, then its own
 * fields. Durations are in whole milliseconds and end in {@code Millis}; a field without a value is
 * left out.
 */
public final class EventJson {
  private EventJson() {}

  /** Writes the line, without a line break. */
  public static String write(PipelineEvent event, Instant now) {
    return Json.write(
        out -> {
          out.writeStartObject();
          field(out, "timestamp", now);
          field(out, "level", level(event));
          writeFields(out, event);
          out.writeEndObject();
        });
  }

  /** The level of an event. */
  public static Level level(PipelineEvent event) {
    return switch (event) {
      case PipelineEvent.SlotSent _, PipelineEvent.Enqueued _, PipelineEvent.Duplicate _ ->
          Level.INFO;
      case PipelineEvent.OperationEnded ended ->
          ended.problems().isEmpty() ? Level.INFO : Level.WARN;
      case PipelineEvent.Attempted attempted ->
          attempted.attempt().outcome() instanceof Outcome.Delivered ? Level.INFO : Level.WARN;
      case PipelineEvent.Deferred deferred -> deferred.cause().isFault() ? Level.ERROR : Level.INFO;
      case PipelineEvent.SlotsMissed _, PipelineEvent.LedgerUnavailable _ -> Level.WARN;
      case PipelineEvent.NotEnqueued _,
          PipelineEvent.SlotNotSent _,
          PipelineEvent.DeadLettered _,
          PipelineEvent.MessageKept _ ->
          Level.ERROR;
    };
  }

  /** How much an event matters, the least first. */
  public enum Level {
    /** As planned. */
    INFO,
    /** Put right by itself, or on its way to be. */
    WARN,
    /** A person should look. */
    ERROR
  }

  private static void writeFields(JsonGenerator out, PipelineEvent event) throws IOException {
    switch (event) {
      case PipelineEvent.SlotSent(var slot, var key, var messageId) -> {
        field(out, "event", "slot");
        field(out, "slot", slot);
        field(out, "key", key);
        field(out, "messageId", messageId);
      }
      case PipelineEvent.SlotsMissed(long count, var named) -> {
        field(out, "event", "slots missed");
        field(out, "count", count);
        out.writeArrayFieldStart("named");
        for (Instant slot : named) {
          out.writeString(slot.toString());
        }
        out.writeEndArray();
      }
      case PipelineEvent.SlotNotSent(var slot, var problem) -> {
        field(out, "event", "slot not sent");
        field(out, "slot", slot);
        field(out, "problem", problem);
      }
      case PipelineEvent.Enqueued(var key, var requestId, var requestedBy, var messageId) -> {
        field(out, "event", "enqueued");
        field(out, "key", key);
        field(out, "requestId", requestId);
        field(out, "requestedBy", requestedBy);
        field(out, "messageId", messageId);
      }
      case PipelineEvent.NotEnqueued(var index, var field, var problem) -> {
        field(out, "event", "not enqueued");
        field(out, "index", index);
        field(out, "field", field);
        field(out, "problem", problem);
      }
      case PipelineEvent.Attempted(
              var key,
              var trigger,
              var slot,
              var attempt,
              int maxAttempts,
              var nextIn) -> {
        field(out, "event", "attempt");
        field(out, "key", key);
        field(out, "trigger", trigger);
        field(out, "slot", slot);
        field(out, "attempt", attempt.number());
        field(out, "maxAttempts", maxAttempts);
        field(out, "startedAt", attempt.startedAt());
        field(out, "outcome", attempt.outcome().word());
        field(out, "status", attempt.outcome().status());
        field(out, "errorCode", attempt.outcome().errorCode());
        millis(out, "duration", attempt.duration());
        millis(out, "nextIn", nextIn);
        field(out, "answer", attempt.excerpt());
      }
      case PipelineEvent.Deferred(var key, var cause, var problem, var nextIn) -> {
        field(out, "event", "deferred");
        field(out, "key", key);
        field(out, "cause", cause);
        field(out, "problem", problem);
        millis(out, "nextIn", nextIn);
      }
      case PipelineEvent.Duplicate(var key, var messageId, var state) -> {
        field(out, "event", "duplicate");
        field(out, "key", key);
        field(out, "messageId", messageId);
        field(out, "state", state);
      }
      case PipelineEvent.LedgerUnavailable(var key, var problem) -> {
        field(out, "event", "ledger unavailable");
        field(out, "key", key);
        field(out, "problem", problem);
      }
      case PipelineEvent.DeadLettered(var messageId, var notice, var detail) -> {
        field(out, "event", "dead letter");
        field(out, "key", notice.key());
        field(out, "reason", notice.reason());
        field(out, "status", notice.status());
        field(out, "errorCode", notice.errorCode());
        field(out, "death", notice.death());
        field(out, "attempts", notice.attempts());
        field(out, "messageId", messageId);
        field(out, "detail", detail);
      }
      case PipelineEvent.MessageKept(var messageId, var problem) -> {
        field(out, "event", "message kept");
        field(out, "messageId", messageId);
        field(out, "problem", problem);
      }
      case PipelineEvent.OperationEnded ended -> writeOperation(out, ended);
    }
  }

  private static void writeOperation(JsonGenerator out, PipelineEvent.OperationEnded ended)
      throws IOException {
    field(out, "event", "operation");
    field(out, "operationId", ended.id());
    field(out, "action", ended.action());
    field(out, "requestedBy", ended.requestedBy());
    for (Map.Entry<String, Long> count : ended.counts().entrySet()) {
      field(out, count.getKey(), count.getValue().longValue());
    }
    if (ended.oldestUnfinished() != null) {
      field(out, "oldestUnfinishedSeconds", ended.oldestUnfinished().toSeconds());
    }
    field(out, "stopped", ended.stopped());
    out.writeFieldName("request");
    out.writeRawValue(ended.request());
    out.writeArrayFieldStart("problems");
    for (String problem : ended.problems()) {
      out.writeString(problem);
    }
    out.writeEndArray();
  }

  private static void field(JsonGenerator out, String name, long value) throws IOException {
    out.writeNumberField(name, value);
  }

  private static void field(JsonGenerator out, String name, @Nullable Object value)
      throws IOException {
    switch (value) {
      case null -> {}
      case Integer number -> out.writeNumberField(name, number);
      default -> out.writeStringField(name, value.toString());
    }
  }

  private static void millis(JsonGenerator out, String name, @Nullable Duration duration)
      throws IOException {
    if (duration != null) {
      out.writeNumberField(name + "Millis", duration.toMillis());
    }
  }
}
