package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.everhook.core.FunctionContext;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.PipelineEvent.MessageKept;
import dev.everhook.core.ReceivedMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as Lambda passes them, read by what Lambda reads them with. */
class LambdaEventTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:05Z");

  @AutoClose private final FaultyServer webhook = FaultyServer.answering("204 No Content", "");

  private final Pipeline pipeline = Pipeline.calling(webhook);

  @Test
  void a_slot_from_the_scheduler_is_delivered() throws IOException {
    assertThat(answer("slot.json")).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(webhook.request().header("Everhook-Scheduled-Time"))
        .contains("2026-03-01T11:59:00Z");
    assertThat(webhook.request().key()).isEqualTo(Requests.SLOT.key(0).toString());
  }

  @Test
  void a_payload_arrives_as_it_stands_in_the_message() throws IOException {
    answer("redriven.json");

    assertThat(webhook.request().body())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{ \"n\": 1.0, \"name\": \"café 😀\" }");
    assertThat(webhook.request().key())
        .isEqualTo(IdempotencyKey.ofRequest("request-1", 1).toString());
  }

  @Test
  void everything_that_the_worker_needs_is_read_from_a_message() throws IOException {
    ReceivedMessage message =
        SqsMessages.received(event("redriven.json").getRecords().getFirst(), NOW);

    assertThat(message.id()).isEqualTo("2e1424d4-f796-459a-8184-9c92662be6da");
    assertThat(message.receipt()).isEqualTo("AQEBzWwaftRI0KuVm4tP+/7q1rGgNqicHq");
    assertThat(message.attributes()).containsOnly(entry("death", "2"), entry("generation", "1"));
    assertThat(message.receiveCount()).isEqualTo(3);
    assertThat(message.sentAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    assertThat(message.firstReceivedAt()).isEqualTo(Instant.parse("2026-03-01T12:00:01Z"));
    assertThat(message.receivedAt()).isEqualTo(NOW);
  }

  @Test
  void a_message_without_attributes_was_sent_and_first_received_now() throws IOException {
    ReceivedMessage message = SqsMessages.received(event("batch.json").getRecords().get(3), NOW);

    assertThat(message.body()).isEmpty();
    assertThat(message.attributes()).isEmpty();
    assertThat(message.receiveCount()).isOne();
    assertThat(message.sentAt()).isEqualTo(NOW);
    assertThat(message.firstReceivedAt()).isEqualTo(NOW);
  }

  @Test
  void a_message_on_which_the_worker_fails_comes_again_and_the_others_do_not() throws IOException {
    assertThat(answer("batch.json"))
        .isEqualTo(
            "{\"batchItemFailures\":["
                + "{\"itemIdentifier\":\"message-counted-wrong\"},"
                + "{\"itemIdentifier\":\"message-empty\"}]}");
    assertThat(webhook.requests()).hasSize(1);
    assertThat(pipeline.deadLetter().body()).isEqualTo("hello");
    assertThat(pipeline.log.events(MessageKept.class))
        .extracting(MessageKept::messageId)
        .contains("message-counted-wrong", "message-empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slot.json", "redriven.json", "batch.json"})
  void the_function_reads_of_an_event_what_lambda_would(String file) throws IOException {
    try (InputStream json = LambdaEventTest.class.getResourceAsStream("/events/" + file)) {
      var read = SqsEventJson.read(json).getRecords();

      assertThat(read).hasSameSizeAs(event(file).getRecords());
      for (int i = 0; i < read.size(); i++) {
        SQSMessage expected = event(file).getRecords().get(i);
        assertThat(read.get(i).getMessageId()).isEqualTo(expected.getMessageId());
        assertThat(read.get(i).getReceiptHandle()).isEqualTo(expected.getReceiptHandle());
        assertThat(read.get(i).getBody()).isEqualTo(expected.getBody());
        assertThat(read.get(i).getAttributes()).isEqualTo(expected.getAttributes());
        assertThat(texts(read.get(i))).isEqualTo(texts(expected));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"Records\":null}", "{\"Records\":[]}", "{\"other\":[{}]}"})
  void the_function_answers_an_event_without_messages(String event) throws IOException {
    assertThat(functionAnswer(event)).isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  void the_function_answers_what_lambda_would_write() throws IOException {
    try (InputStream json = LambdaEventTest.class.getResourceAsStream("/events/batch.json")) {
      assertThat(functionAnswer(new String(json.readAllBytes(), StandardCharsets.UTF_8)))
          .isEqualTo(
              "{\"batchItemFailures\":["
                  + "{\"itemIdentifier\":\"message-counted-wrong\"},"
                  + "{\"itemIdentifier\":\"message-empty\"}]}");
    }
  }

  private String functionAnswer(String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new DeliveryFunction(pipeline.worker)
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            answer,
            new FunctionContext(Duration.ofMinutes(15)));
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static Map<String, String> texts(SQSMessage message) {
    Map<String, String> texts = new HashMap<>();
    if (message.getMessageAttributes() != null) {
      message
          .getMessageAttributes()
          .forEach((name, value) -> texts.put(name, value.getStringValue()));
    }
    return texts;
  }

  private String answer(String file) throws IOException {
    SQSBatchResponse response =
        pipeline.worker.handleRequest(event(file), new FunctionContext(Duration.ofMinutes(15)));
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    serializer(SQSBatchResponse.class).toJson(response, json);
    return json.toString(StandardCharsets.UTF_8);
  }

  private static SQSEvent event(String file) throws IOException {
    try (InputStream json = LambdaEventTest.class.getResourceAsStream("/events/" + file)) {
      return serializer(SQSEvent.class).fromJson(json);
    }
  }

  private static <T> PojoSerializer<T> serializer(Class<T> type) {
    return LambdaEventSerializers.serializerFor(type, LambdaEventTest.class.getClassLoader());
  }
}
