package dev.everhook.redrive;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.Text;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what an operator asks. Strict: a field that is not known is an error. */
final class RequestReader {
  /** The largest limit: as many messages as one queue can have in flight, less a margin. */
  static final int MOST = 100_000;

  /** The largest limit of a list: its answer must fit the 6 MB that Lambda returns. */
  static final int MOST_LISTED = 10_000;

  private static final int LISTED = 1_000;
  private static final int MOST_SWEPT = 10_000;
  private static final int SWEPT = 1_000;
  private static final int MOST_RECENT = 1_000;
  private static final int RECENT = 50;
  private static final int MOST_KEYS = 100;
  private static final int HIGHEST_RATE = 100_000;
  private static final int MOST_PARTS = 99_999;
  private static final Pattern OPERATION_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final String NEW_KEYS = "new-keys";

  /** The fields of each action, in the order in which errors name them. */
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "list", List.of("action", "source", "filter", "limit", "withBody"),
          "plan", List.of("action", "source", "filter", "limit"),
          "redrive",
              List.of(
                  "action",
                  "source",
                  "filter",
                  "limit",
                  "deadBy",
                  "ratePerSecond",
                  "canary",
                  "newGeneration",
                  "confirm",
                  "operationId",
                  "requestedBy"),
          "archive",
              List.of(
                  "action", "source", "filter", "limit", "deadBy", "operationId", "requestedBy"),
          "restore", List.of("action", "archive", "to", "fromPart", "operationId", "requestedBy"),
          "sweep", List.of("action", "limit", "operationId", "requestedBy"),
          "operation", List.of("action", "operationId"),
          "stop", List.of("action", "operationId"),
          "deliveries", List.of("action", "limit", "keys"),
          "status", List.of("action"));

  private final RequestFields fields;

  private RequestReader(RequestFields fields) {
    this.fields = fields;
  }

  /**
   * @throws InvalidRequestException if a field is unknown or wrong, naming it
   */
  static OperatorRequest read(String json) {
    return new RequestReader(RequestFields.read(json)).read();
  }

  private OperatorRequest read() {
    String action = fields.text("action").orElse("");
    List<String> allowed = FIELDS.get(action);
    if (allowed == null) {
      throw new InvalidRequestException(
          "action",
          "must be one of list, plan, redrive, archive, restore, sweep, operation, stop,"
              + " deliveries, status");
    }
    fields.only("'" + action + "'", allowed);
    return switch (action) {
      case "list" ->
          new OperatorRequest.Listing(
              source(), FilterJson.read(fields), limit(MOST_LISTED, LISTED), flag("withBody"));
      case "plan" ->
          new OperatorRequest.Planning(source(), FilterJson.read(fields), limit(MOST, MOST));
      case "redrive" -> redriving();
      case "archive" ->
          new OperatorRequest.Archiving(
              source(), FilterJson.read(fields), limit(MOST, MOST), deadBy(), asker());
      case "restore" -> restoring();
      case "sweep" ->
          new OperatorRequest.Sweeping(
              limit(MOST_SWEPT, SWEPT),
              fields.text("operationId").isPresent() ? operationId("") : null,
              requestedBy("schedule"));
      case "operation" -> new OperatorRequest.Asking(operationId(""));
      case "stop" -> new OperatorRequest.Stopping(operationId(""));
      case "deliveries" -> deliveries();
      default -> new OperatorRequest.Status();
    };
  }

  private OperatorRequest redriving() {
    Source source = source();
    boolean newGeneration = flag("newGeneration");
    if (newGeneration != fields.text("confirm").isPresent()
        || !fields.text("confirm").orElse(NEW_KEYS).equals(NEW_KEYS)) {
      throw new InvalidRequestException(
          "confirm", "must be '%s' with newGeneration, and only then".formatted(NEW_KEYS));
    }
    if (newGeneration && source == Source.SCHEDULER) {
      throw new InvalidRequestException(
          "newGeneration", "is for dead letters: what the scheduler did not send has no key yet");
    }
    return new OperatorRequest.Redriving(
        source,
        FilterJson.read(fields),
        limit(MOST, MOST),
        deadBy(),
        fields.integer("ratePerSecond", 1, HIGHEST_RATE).orElse(null),
        flag("canary"),
        newGeneration,
        asker());
  }

  private OperatorRequest restoring() {
    String archive = fields.text("archive").orElse("");
    if (!OPERATION_ID.matcher(archive).matches()) {
      throw new InvalidRequestException(
          "archive", "must be the name of an archive: 1 to 64 of A-Z, a-z, 0-9 and hyphens");
    }
    String to = fields.text("to").orElse("refresh-queue");
    if (!to.equals("refresh-queue") && !to.equals(Source.DEAD_LETTERS.toString())) {
      throw new InvalidRequestException("to", "must be 'refresh-queue' or 'dead-letters'");
    }
    return new OperatorRequest.Restoring(
        archive,
        to.equals("refresh-queue"),
        fields.integer("fromPart", 1, MOST_PARTS).orElse(1),
        asker());
  }

  private OperatorRequest deliveries() {
    Optional<Set<String>> texts = fields.texts("keys");
    if (texts.isEmpty()) {
      return new OperatorRequest.Recent(limit(MOST_RECENT, RECENT));
    }
    if (fields.integer("limit", 1, MOST_RECENT).isPresent() || texts.get().size() > MOST_KEYS) {
      throw new InvalidRequestException(
          "keys", "must be at most %d, and without a limit".formatted(MOST_KEYS));
    }
    List<IdempotencyKey> keys = new ArrayList<>();
    for (String text : texts.get()) {
      try {
        keys.add(IdempotencyKey.parse(text));
      } catch (InvalidRequestException e) {
        throw new InvalidRequestException("keys", "must be a list of lower-case UUIDs");
      }
    }
    return new OperatorRequest.Named(keys);
  }

  private Source source() {
    String word = fields.text("source").orElse(Source.DEAD_LETTERS.toString());
    for (Source source : Source.values()) {
      if (source.toString().equals(word)) {
        return source;
      }
    }
    throw new InvalidRequestException("source", "must be 'dead-letters' or 'scheduler'");
  }

  private int limit(int most, int otherwise) {
    return fields.integer("limit", 1, most).orElse(otherwise);
  }

  private @Nullable Instant deadBy() {
    Optional<String> text = fields.text("deadBy");
    try {
      return text.map(Instant::parse).orElse(null);
    } catch (DateTimeParseException e) {
      throw new InvalidRequestException(
          "deadBy", "must be an instant such as 2026-11-27T12:00:00Z");
    }
  }

  private boolean flag(String name) {
    return fields.flag(name);
  }

  private OperatorRequest.Asker asker() {
    return new OperatorRequest.Asker(
        operationId(UUID.randomUUID().toString()), requestedBy("unknown"));
  }

  private String requestedBy(String otherwise) {
    return Text.require(
        "requestedBy",
        fields.text("requestedBy").orElse(otherwise),
        RefreshRequest.MAX_REQUESTED_BY);
  }

  private String operationId(String otherwise) {
    String id = fields.text("operationId").orElse(otherwise);
    if (!OPERATION_ID.matcher(id).matches()) {
      throw new InvalidRequestException(
          "operationId", "must be 1 to 64 of A-Z, a-z, 0-9 and hyphens");
    }
    return id;
  }
}
