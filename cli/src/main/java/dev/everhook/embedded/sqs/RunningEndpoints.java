package dev.everhook.embedded.sqs;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a run can be reached from another terminal.
 *
 * @param pid the process of the run
 * @param invoke Lambda's Invoke API
 * @param sqs the SQS API
 * @param refreshQueue the URL of the refresh queue
 * @param deadLetterQueue the URL of the dead-letter queue
 */
public record RunningEndpoints(
    long pid, URI invoke, URI sqs, URI refreshQueue, URI deadLetterQueue) {
  private static final JsonFactory JSON = new JsonFactory();

  public RunningEndpoints {
    requireNonNull(invoke, "invoke is null");
    requireNonNull(sqs, "sqs is null");
    requireNonNull(refreshQueue, "refreshQueue is null");
    requireNonNull(deadLetterQueue, "deadLetterQueue is null");
  }

  /** One JSON object with a field for each component. */
  String toJson() throws IOException {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("pid", pid);
      json.writeStringField("invoke", invoke.toString());
      json.writeStringField("sqs", sqs.toString());
      json.writeStringField("refreshQueue", refreshQueue.toString());
      json.writeStringField("deadLetterQueue", deadLetterQueue.toString());
      json.writeEndObject();
    }
    return text.toString();
  }

  /** The inverse of {@link #toJson}; fields that it does not know are ignored. */
  static RunningEndpoints fromJson(String text) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("Not a JSON object: " + text);
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken().isScalarValue()) {
          fields.put(name, json.getText());
        }
        json.skipChildren();
      }
    }
    return new RunningEndpoints(
        Long.parseLong(field(fields, "pid")),
        URI.create(field(fields, "invoke")),
        URI.create(field(fields, "sqs")),
        URI.create(field(fields, "refreshQueue")),
        URI.create(field(fields, "deadLetterQueue")));
  }

  private static String field(Map<String, String> fields, String name) throws IOException {
    String value = fields.get(name);
    if (value == null) {
      throw new IOException("No field " + name + " in " + fields);
    }
    return value;
  }
}
