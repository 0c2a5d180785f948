package dev.everhook.redrive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.everhook.core.DeadLetter;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.Json;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.RefreshRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows dead letters and changes nothing: what it read becomes visible again when it ends, and a
 * minute later at the most if it dies.
 */
final class DeadLetterList {
  private static final int BATCH = 10;
  private static final Duration VISIBILITY = Duration.ofMinutes(1);
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final RefreshQueue deadLetters;
  private final InstantSource clock;

  DeadLetterList(RefreshQueue deadLetters, InstantSource clock) {
    this.deadLetters = deadLetters;
    this.clock = clock;
  }

  /**
   * Reads up to {@code limit} dead letters.
   *
   * @param end when to stop, whatever is left
   */
  String json(int limit, Instant end) {
    // By message id: a letter that was hidden for less time than all this took comes a second time.
    Map<String, DeadLetter> letters = new LinkedHashMap<>();
    Map<String, ReceivedMessage> received = new LinkedHashMap<>();
    long total;
    try {
      boolean more = true;
      while (more && letters.size() < limit && clock.instant().isBefore(end)) {
        List<ReceivedMessage> batch =
            deadLetters.receive(Math.min(BATCH, limit - letters.size()), VISIBILITY, WAIT);
        more = batch.stream().anyMatch(message -> !letters.containsKey(message.id()));
        for (ReceivedMessage message : batch) {
          letters.put(message.id(), DeadLetter.read(message));
          received.put(message.id(), message);
        }
      }
      total = Math.max(letters.size(), deadLetters.depth().total());
    } finally {
      deadLetters.release(List.copyOf(received.values()));
    }
    return Json.write(
        out -> {
          out.writeStartObject();
          out.writeNumberField("version", 1);
          out.writeStringField("action", "list");
          out.writeNumberField("total", total);
          out.writeArrayFieldStart("letters");
          for (DeadLetter letter : letters.values()) {
            write(out, letter);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private static void write(JsonGenerator out, DeadLetter letter) throws IOException {
    DeathNotice notice = letter.notice();
    out.writeStartObject();
    field(out, "messageId", letter.message().id());
    field(out, "key", notice.key());
    field(out, "reason", notice.reason());
    number(out, "status", notice.status());
    field(out, "errorCode", notice.errorCode());
    number(out, "death", notice.death());
    number(out, "attempts", notice.attempts());
    field(out, "firstAttempt", notice.firstAttempt());
    field(out, "lastAttempt", notice.lastAttempt());
    field(out, "sentAt", letter.message().sentAt());
    switch (letter.request()) {
      case null -> {}
      case RefreshRequest.Scheduled scheduled -> {
        field(out, "trigger", scheduled.trigger());
        field(out, "slot", scheduled.scheduledTime());
      }
      case RefreshRequest.Manual manual -> {
        field(out, "trigger", manual.trigger());
        field(out, "requestId", manual.requestId());
        field(out, "requestedBy", manual.requestedBy());
      }
    }
    out.writeEndObject();
  }

  private static void field(JsonGenerator out, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      out.writeStringField(name, value.toString());
    }
  }

  private static void number(JsonGenerator out, String name, @Nullable Integer value)
      throws IOException {
    if (value != null) {
      out.writeNumberField(name, value);
    }
  }
}
