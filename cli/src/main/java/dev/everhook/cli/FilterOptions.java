package dev.everhook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters a command is about; a letter must match every option that is given. */
final class FilterOptions {
  @Option(
      names = "--reason",
      paramLabel = "WORD",
      split = ",",
      description =
          "Died of this: rejected, unauthorized, exhausted, deferred, expired, malformed, crashed,"
              + " unsent. Several: with commas.")
  private List<String> reasons = List.of();

  @Option(
      names = "--status",
      paramLabel = "CODE",
      split = ",",
      description = "The webhook's last status, or a range such as 500-599.")
  private List<String> statuses = List.of();

  @Option(
      names = "--error-code",
      paramLabel = "WORD",
      split = ",",
      description = "The last error without a status, such as timeout.")
  private List<String> errorCodes = List.of();

  @Option(
      names = "--trigger",
      paramLabel = "WORD",
      split = ",",
      description = "schedule or manual.")
  private List<String> triggers = List.of();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      split = ",",
      description = "Letters of this delivery alone.")
  private List<String> keys = List.of();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = DurationConverter.class,
      description = "Dead for longer than this, such as 90s, 10m, 2h or 3d.")
  private @Nullable Duration olderThan;

  @Option(
      names = "--younger-than",
      paramLabel = "AGE",
      converter = DurationConverter.class,
      description = "Dead for less than this.")
  private @Nullable Duration youngerThan;

  @Option(
      names = "--source",
      paramLabel = "QUEUE",
      description =
          "dead-letters (default), or scheduler: what the schedule could not put on the refresh"
              + " queue.")
  private @Nullable String source;

  /** Whether every letter of the queue matches. */
  boolean takesAll() {
    return filter().isEmpty();
  }

  /** A request for an action with these letters. */
  ObjectNode request(String action, @Nullable Integer limit) {
    ObjectNode request = Requests.action(action);
    if (source != null) {
      request.put("source", source);
    }
    ObjectNode filter = filter();
    if (!filter.isEmpty()) {
      request.set("filter", filter);
    }
    if (limit != null) {
      request.put("limit", limit);
    }
    return request;
  }

  private ObjectNode filter() {
    ObjectNode filter = Answers.JSON.createObjectNode();
    words(filter, "reasons", reasons);
    words(filter, "statuses", statuses);
    words(filter, "errorCodes", errorCodes);
    words(filter, "triggers", triggers);
    words(filter, "keys", keys);
    seconds(filter, "olderThan", olderThan);
    seconds(filter, "youngerThan", youngerThan);
    return filter;
  }

  private static void words(ObjectNode filter, String name, List<String> words) {
    if (!words.isEmpty()) {
      words.forEach(filter.putArray(name)::add);
    }
  }

  private static void seconds(ObjectNode filter, String name, @Nullable Duration age) {
    if (age != null) {
      filter.put(name, age.toSeconds());
    }
  }
}
