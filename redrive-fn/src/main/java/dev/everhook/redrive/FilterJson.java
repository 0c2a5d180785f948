package dev.everhook.redrive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.Trigger;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A filter as JSON. */
final class FilterJson {
  private static final List<String> FIELDS =
      List.of(
          "reasons",
          "statuses",
          "errorCodes",
          "triggers",
          "keys",
          "messageIds",
          "olderThan",
          "youngerThan");

  private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,64}");
  private static final Pattern MESSAGE_ID = Pattern.compile("[ -~]{1,128}");

  /** A year: longer than any queue keeps a message. */
  private static final int LONGEST_AGE = 31_536_000;

  private FilterJson() {}

  /** Reads the field {@code filter} of a request; every letter where it is left out. */
  static Filter read(RequestFields request) {
    return request.object("filter").map(FilterJson::filter).orElse(Filter.ALL);
  }

  private static Filter filter(RequestFields fields) {
    fields.only("a filter", FIELDS);
    Duration olderThan = age(fields, "olderThan");
    Duration youngerThan = age(fields, "youngerThan");
    if (olderThan != null && youngerThan != null && youngerThan.compareTo(olderThan) <= 0) {
      throw new InvalidRequestException(
          fields.named("youngerThan"), "must be more than olderThan, or nothing can match");
    }
    return new Filter(
        each(fields, "reasons", FilterJson::reason, words(DeadLetterReason.values())),
        List.copyOf(
            each(fields, "statuses", StatusRange::parse, "statuses such as '404' or '500-599'")),
        each(fields, "errorCodes", code -> matching(CODE, code), "words of a-z, 0-9 and _"),
        each(fields, "triggers", FilterJson::trigger, words(Trigger.values())),
        each(fields, "keys", FilterJson::key, "lower-case UUIDs"),
        each(fields, "messageIds", id -> matching(MESSAGE_ID, id), "ids of messages"),
        olderThan,
        youngerThan);
  }

  private static <T> Set<T> each(
      RequestFields fields, String name, Function<String, Optional<T>> parse, String allowed) {
    Set<T> values = new LinkedHashSet<>();
    for (String text : fields.texts(name).orElse(Set.of())) {
      values.add(
          parse
              .apply(text)
              .orElseThrow(
                  () ->
                      new InvalidRequestException(
                          fields.named(name), "must be a list of " + allowed)));
    }
    return values;
  }

  private static String words(Object[] words) {
    return Arrays.toString(words);
  }

  private static Optional<DeadLetterReason> reason(String word) {
    return Arrays.stream(DeadLetterReason.values())
        .filter(reason -> reason.toString().equals(word))
        .findFirst();
  }

  private static Optional<Trigger> trigger(String word) {
    return Arrays.stream(Trigger.values())
        .filter(trigger -> trigger.toString().equals(word))
        .findFirst();
  }

  private static Optional<IdempotencyKey> key(String text) {
    try {
      return Optional.of(IdempotencyKey.parse(text));
    } catch (InvalidRequestException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> matching(Pattern pattern, String text) {
    return Optional.of(text).filter(word -> pattern.matcher(word).matches());
  }

  private static @Nullable Duration age(RequestFields fields, String name) {
    return fields.integer(name, 0, LONGEST_AGE).map(Duration::ofSeconds).orElse(null);
  }

  /** Writes the field {@code filter}; nothing where every letter is meant. */
  static void write(JsonGenerator out, Filter filter) throws IOException {
    if (filter.equals(Filter.ALL)) {
      return;
    }
    out.writeObjectFieldStart("filter");
    list(out, "reasons", filter.reasons());
    list(out, "statuses", filter.statuses());
    list(out, "errorCodes", filter.errorCodes());
    list(out, "triggers", filter.triggers());
    list(out, "keys", filter.keys());
    list(out, "messageIds", filter.messageIds());
    seconds(out, "olderThan", filter.olderThan());
    seconds(out, "youngerThan", filter.youngerThan());
    out.writeEndObject();
  }

  private static void list(JsonGenerator out, String name, Collection<?> values)
      throws IOException {
    if (!values.isEmpty()) {
      out.writeArrayFieldStart(name);
      for (Object value : values) {
        out.writeString(value.toString());
      }
      out.writeEndArray();
    }
  }

  private static void seconds(JsonGenerator out, String name, @Nullable Duration time)
      throws IOException {
    if (time != null) {
      out.writeNumberField(name, time.toSeconds());
    }
  }
}
