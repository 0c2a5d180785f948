package dev.everhook.worker;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON of Lambda's event of a batch, and of the answer to it: as much of them as the worker
 * uses.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">the event</a>
 */
final class SqsEventJson {
  private interface Field {
    void read(String name, JsonParser value) throws IOException;
  }

  private SqsEventJson() {}

  static SQSEvent read(InputStream json) throws IOException {
    List<SQSMessage> messages = new ArrayList<>();
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      parser.nextToken();
      fields(
          parser,
          (name, value) -> {
            if (name.equals("Records")) {
              messages(value, messages);
            }
          });
    }
    SQSEvent event = new SQSEvent();
    event.setRecords(messages);
    return event;
  }

  private static void messages(JsonParser array, List<SQSMessage> messages) throws IOException {
    if (array.currentToken() == JsonToken.START_ARRAY) {
      while (array.nextToken() != JsonToken.END_ARRAY) {
        SQSMessage message = new SQSMessage();
        fields(array, (name, value) -> read(message, name, value));
        messages.add(message);
      }
    }
  }

  private static void read(SQSMessage message, String name, JsonParser value) throws IOException {
    switch (name) {
      case "messageId" -> message.setMessageId(value.getValueAsString());
      case "receiptHandle" -> message.setReceiptHandle(value.getValueAsString());
      case "body" -> message.setBody(value.getValueAsString());
      case "attributes" -> {
        Map<String, String> attributes = new HashMap<>();
        fields(value, (key, text) -> attributes.put(key, text.getValueAsString()));
        message.setAttributes(attributes);
      }
      case "messageAttributes" -> {
        Map<String, MessageAttribute> attributes = new HashMap<>();
        fields(value, (key, fields) -> attributes.put(key, attribute(fields)));
        message.setMessageAttributes(attributes);
      }
      default -> {}
    }
  }

  private static MessageAttribute attribute(JsonParser object) throws IOException {
    MessageAttribute attribute = new MessageAttribute();
    fields(
        object,
        (name, value) -> {
          if (name.equals("stringValue")) {
            attribute.setStringValue(value.getValueAsString());
          }
        });
    return attribute;
  }

  /** Reads each field of the object at which the parser stands; passes over anything else. */
  private static void fields(JsonParser parser, Field field) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      boolean isStructure = parser.nextToken().isStructStart();
      field.read(name, parser);
      if (isStructure) {
        // At its end already where somebody read it.
        parser.skipChildren();
      }
    }
  }

  static void write(SQSBatchResponse answer, OutputStream out) throws IOException {
    try (var json = Json.FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("batchItemFailures");
      for (BatchItemFailure failure : answer.getBatchItemFailures()) {
        json.writeStartObject();
        json.writeStringField("itemIdentifier", failure.getItemIdentifier());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
