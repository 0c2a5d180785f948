package dev.everhook.producer;

import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.JsonField;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one entry of an enqueue request came to: a refresh request with the message to send, or an
 * error.
 *
 * <p>The fields of an entry, all of them optional: {@code requestId} (default: a new UUID), {@code
 * requestedBy} (default: who called), {@code reason} (default: {@value #DEFAULT_REASON}), {@code
 * payload} (any JSON value; default: none) and {@code notAfter} (an instant to come; default:
 * none).
 */
sealed interface EnqueueEntry {
  /** The reason where none is given. */
  String DEFAULT_REASON = "ad-hoc refresh";

  /** The fields that an entry can have. */
  Set<String> FIELDS = Set.of("requestId", "requestedBy", "reason", "payload", "notAfter");

  /** An entry that can be sent. */
  record Valid(RefreshRequest.Manual request, String body) implements EnqueueEntry {}

  /** An entry that cannot. */
  record Invalid(String field, String problem) implements EnqueueEntry {}

  /**
   * Reads an entry.
   *
   * @param caller who asks, where the entry does not say
   */
  static EnqueueEntry read(Map<String, JsonField> fields, String caller, Instant now) {
    try {
      RefreshRequest.Manual request = request(fields, caller, now);
      return new Valid(request, RefreshRequestJson.write(request));
    } catch (InvalidRequestException e) {
      return new Invalid(e.field(), e.problem());
    }
  }

  private static RefreshRequest.Manual request(
      Map<String, JsonField> fields, String caller, Instant now) {
    for (String name : fields.keySet()) {
      if (!FIELDS.contains(name)) {
        throw new InvalidRequestException(
            name,
            "is not a field of a refresh; allowed are " + String.join(", ", new TreeSet<>(FIELDS)));
      }
    }
    JsonField payload = given(fields, "payload");
    JsonField notAfter = given(fields, "notAfter");
    Instant end = notAfter == null ? null : notAfter.instant();
    if (end != null && !end.isAfter(now)) {
      throw new InvalidRequestException("notAfter", "must lie in the future; it is now " + now);
    }
    return new RefreshRequest.Manual(
        text(fields, "requestId", UUID.randomUUID().toString()),
        text(fields, "requestedBy", caller),
        text(fields, "reason", DEFAULT_REASON),
        payload == null ? null : payload.payload(),
        end);
  }

  private static String text(Map<String, JsonField> fields, String name, String otherwise) {
    JsonField field = given(fields, name);
    return field == null ? otherwise : field.string();
  }

  private static @Nullable JsonField given(Map<String, JsonField> fields, String name) {
    JsonField field = fields.get(name);
    return field == null || field.isNull() ? null : field;
  }
}
