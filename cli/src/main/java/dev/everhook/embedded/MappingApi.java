package dev.everhook.embedded;

import com.sun.net.httpserver.HttpExchange;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's API of event source mappings, with the one mapping of this run: it can be listed, read,
 * and enabled or not.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html">what
 *     is said of a mapping</a>
 */
final class MappingApi {
  private static final Pattern PATH =
      Pattern.compile("/2015-03-31/event-source-mappings(?:/([^/]*)/?)?");

  /** The same in every run, as that of a mapping in AWS. */
  static final String ID =
      UUID.nameUUIDFromBytes(Functions.WORKER.getBytes(StandardCharsets.UTF_8)).toString();

  private final EventSourceMapping mapping;
  private final String queueArn;
  private final RunSettings settings;
  private final RunNotices notices;

  MappingApi(
      EventSourceMapping mapping, String queueArn, RunSettings settings, RunNotices notices) {
    this.mapping = mapping;
    this.queueArn = queueArn;
    this.settings = settings;
    this.notices = notices;
  }

  /** Answers a request; returns false where it is none of this API. */
  boolean handle(HttpExchange exchange, String path) throws IOException {
    Matcher named = PATH.matcher(path);
    if (!named.matches()) {
      return false;
    }
    String id = named.group(1) == null ? "" : named.group(1);
    String method = exchange.getRequestMethod();
    if (id.isEmpty() && method.equals("GET")) {
      LambdaAnswers.send(exchange, 200, list(query(exchange)));
    } else if (!id.isEmpty() && !id.equals(ID)) {
      LambdaAnswers.error(
          exchange,
          404,
          "ResourceNotFoundException",
          "The resource you requested does not exist: event source mapping " + id);
    } else if (!id.isEmpty() && method.equals("GET")) {
      LambdaAnswers.send(exchange, 200, configuration());
    } else if (!id.isEmpty() && method.equals("PUT")) {
      update(exchange);
    } else {
      LambdaAnswers.error(
          exchange,
          405,
          "UnknownOperationException",
          "The mapping of this run can be listed, read and updated alone.");
    }
    return true;
  }

  private void update(HttpExchange exchange) throws IOException {
    try {
      boolean enabled = MappingUpdate.isEnabled(exchange.getRequestBody().readAllBytes());
      if (enabled && mapping.resume()) {
        notices.resumed();
      } else if (!enabled && mapping.pause()) {
        notices.paused();
      }
    } catch (InvalidRequestException e) {
      LambdaAnswers.error(
          exchange, 400, "InvalidParameterValueException", String.valueOf(e.getMessage()));
      return;
    } catch (UncheckedIOException e) {
      LambdaAnswers.error(exchange, 500, "ServiceException", String.valueOf(e.getMessage()));
      return;
    }
    LambdaAnswers.send(exchange, 202, configuration());
  }

  private static Map<String, String> query(HttpExchange exchange) {
    @Nullable String query = exchange.getRequestURI().getRawQuery();
    return Stream.of(query == null ? new String[0] : query.split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(
            Collectors.toMap(
                pair -> pair[0],
                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                (first, second) -> first));
  }

  /** One page, since there is one mapping: it is left out where another was asked for. */
  private String list(Map<String, String> query) {
    boolean isAskedFor =
        Functions.name(query.getOrDefault("FunctionName", Functions.WORKER))
                .equals(Functions.WORKER)
            && query.getOrDefault("EventSourceArn", queueArn).equals(queueArn);
    return "{\"EventSourceMappings\":[" + (isAskedFor ? configuration() : "") + "]}";
  }

  private String configuration() {
    EventSourceMapping.State state = mapping.state();
    return Json.write(
        out -> {
          out.writeStartObject();
          out.writeStringField("UUID", ID);
          out.writeStringField("State", state.isPaused() ? "Disabled" : "Enabled");
          out.writeStringField("StateTransitionReason", "USER_INITIATED");
          out.writeNumberField("LastModified", state.since().toEpochMilli() / 1_000.0);
          out.writeStringField("EventSourceArn", queueArn);
          out.writeStringField("FunctionArn", Functions.arn(Functions.WORKER));
          out.writeNumberField("BatchSize", settings.batchSize());
          out.writeNumberField("MaximumBatchingWindowInSeconds", 0);
          out.writeArrayFieldStart("FunctionResponseTypes");
          out.writeString("ReportBatchItemFailures");
          out.writeEndArray();
          out.writeObjectFieldStart("ScalingConfig");
          out.writeNumberField("MaximumConcurrency", settings.maxConcurrency());
          out.writeEndObject();
          out.writeEndObject();
        });
  }
}
