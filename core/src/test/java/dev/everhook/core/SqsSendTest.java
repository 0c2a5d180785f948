package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;

class SqsSendTest {
  private final SqsStub sqs = new SqsStub();
  private final SqsClient client = sqs.client();
  private final SqsRefreshQueue queue =
      new SqsRefreshQueue(client, sqs.queueUrl(), InstantSource.system());

  SqsSendTest() throws IOException {}

  @AfterEach
  void close() {
    client.close();
    sqs.close();
  }

  private static List<OutgoingMessage> messages(int count) {
    return IntStream.range(0, count).mapToObj(i -> new OutgoingMessage("body " + i)).toList();
  }

  private static String sent(String id, String body) {
    return """
    {"Id":"%s","MessageId":"id of %s","MD5OfMessageBody":"%s"}\
    """
        .formatted(id, body, SqsStub.md5(body));
  }

  /** Sends what ends in an even digit; answers in reverse, since SQS promises no order. */
  private static SqsStub.Answer half(SqsStub.Request request) {
    List<JsonNode> entries =
        StreamSupport.stream(request.body().path("Entries").spliterator(), false).toList();
    String sent =
        entries.reversed().stream()
            .filter(entry -> entry.path("MessageBody").textValue().matches(".*[02468]"))
            .map(entry -> sent(entry.path("Id").textValue(), entry.path("MessageBody").textValue()))
            .collect(Collectors.joining(","));
    String failed =
        entries.stream()
            .filter(entry -> entry.path("MessageBody").textValue().matches(".*[13579]"))
            .map(
                entry ->
                    "{\"Id\":\"%s\",\"Code\":\"InternalError\",\"SenderFault\":false}"
                        .formatted(entry.path("Id").textValue()))
            .collect(Collectors.joining(","));
    return new SqsStub.Answer(200, "{\"Successful\":[%s],\"Failed\":[%s]}".formatted(sent, failed));
  }

  @Test
  void each_message_has_its_own_result_in_the_order_given() {
    sqs.answer(SqsSendTest::half);

    List<SendResult> results = queue.send(messages(25));

    assertThat(sqs.requests()).hasSize(3).allMatch(r -> r.action().equals("SendMessageBatch"));
    assertThat(results).hasSize(25);
    for (int i = 0; i < 25; i++) {
      assertThat(results.get(i))
          .isEqualTo(
              i % 2 == 0
                  ? new SendResult.Sent("id of body " + i)
                  : new SendResult.NotSent("InternalError", "InternalError", false));
    }
  }

  @Test
  void body_and_attributes_go_out_as_they_are() {
    queue.send(new OutgoingMessage("{\"a\": \"é😀\\u0000\"}", Map.of("death", "1", "key", "k")));

    JsonNode body = sqs.requests().getFirst().body();
    assertThat(body.path("QueueUrl").textValue()).isEqualTo(sqs.queueUrl().toString());
    JsonNode entry = body.path("Entries").get(0);
    assertThat(entry.path("MessageBody").textValue()).isEqualTo("{\"a\": \"é😀\\u0000\"}");
    assertThat(entry.path("MessageAttributes").toString())
        .contains("\"death\":{\"StringValue\":\"1\",\"DataType\":\"String\"}")
        .contains("\"key\":{\"StringValue\":\"k\",\"DataType\":\"String\"}");
  }

  @Test
  void batches_keep_below_256_kib() {
    sqs.answer(SqsSendTest::half);
    String large = "0".repeat(200 * 1024);

    List<SendResult> results =
        queue.send(List.of(new OutgoingMessage(large), new OutgoingMessage(large)));

    assertThat(sqs.requests()).hasSize(2);
    assertThat(results).allMatch(result -> result instanceof SendResult.Sent);
  }

  @Test
  void nothing_to_send_is_no_call() {
    assertThat(queue.send(List.of())).isEmpty();
    assertThat(sqs.requests()).isEmpty();
  }

  @Test
  void a_message_that_the_queue_refuses_is_at_fault() {
    sqs.answer(
        200,
        """
        {"Successful":[],"Failed":[
          {"Id":"0","Code":"InvalidMessageContents","Message":"no","SenderFault":true}]}\
        """);

    assertThat(queue.send(new OutgoingMessage("body")))
        .isEqualTo(new SendResult.NotSent("InvalidMessageContents", "no", true));
  }

  @Test
  void a_message_of_which_the_queue_says_nothing_counts_as_not_sent() {
    sqs.answer(200, "{\"Successful\":[%s]}".formatted(sent("1", "body 1")));

    assertThat(queue.send(messages(2)))
        .containsExactly(
            new SendResult.NotSent("NoAnswer", "the queue did not say", false),
            new SendResult.Sent("id of body 1"));
  }

  @Test
  void a_message_that_was_damaged_on_its_way_counts_as_not_sent() {
    sqs.answer(200, "{\"Successful\":[%s]}".formatted(sent("0", "another body")));

    assertThat(queue.send(new OutgoingMessage("body"))).isInstanceOf(SendResult.NotSent.class);
  }

  @Test
  void of_a_batch_that_is_refused_as_a_whole_no_message_is_at_fault() {
    sqs.answer(
        400, "{\"__type\":\"com.amazonaws.sqs#BatchRequestTooLong\",\"message\":\"too long\"}");

    assertThat(queue.send(messages(2)))
        .hasSize(2)
        .containsOnly(new SendResult.NotSent("BatchRequestTooLong", "too long", false));
  }

  @Test
  void a_message_that_is_refused_alone_is_at_fault() {
    sqs.answer(400, "{\"__type\":\"com.amazonaws.sqs#InvalidParameterValue\",\"message\":\"bad\"}");

    assertThat(queue.send(new OutgoingMessage("body")))
        .isEqualTo(new SendResult.NotSent("InvalidParameterValue", "bad", true));
  }

  @Test
  void a_throttled_message_is_not_at_fault() {
    sqs.answer(
        400, "{\"__type\":\"com.amazonaws.sqs#RequestThrottled\",\"message\":\"slow down\"}");

    assertThat(queue.send(new OutgoingMessage("body")))
        .isEqualTo(new SendResult.NotSent("RequestThrottled", "slow down", false));
  }

  @ParameterizedTest
  @CsvSource({"500, ''", "503, '<html/>'", "500, '{}'", "403, ''", "0, ''"})
  void a_queue_that_fails_loses_no_message_and_says_something(int status, String body) {
    sqs.answer(status, body);

    assertThat(queue.send(messages(11)))
        .hasSize(11)
        .allSatisfy(
            result -> {
              assertThat(result).isInstanceOf(SendResult.NotSent.class);
              var notSent = (SendResult.NotSent) result;
              assertThat(notSent.messageAtFault()).isFalse();
              assertThat(notSent.errorCode()).isNotBlank();
              assertThat(notSent.problem()).isNotBlank().isNotEqualTo("null");
            });
  }

  @Test
  void a_queue_that_is_not_there_loses_no_message() {
    sqs.close();

    assertThat(queue.send(messages(2)))
        .hasSize(2)
        .allMatch(
            result ->
                result instanceof SendResult.NotSent n && n.errorCode().equals("QueueUnavailable"));
  }

  @Test
  void the_client_of_a_server_on_this_machine_signs_nothing() {
    queue.send(messages(1));

    assertThat(sqs.requests()).extracting(SqsStub.Request::authorization).containsOnlyNulls();
  }
}
