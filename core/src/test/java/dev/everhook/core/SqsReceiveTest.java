package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

class SqsReceiveTest {
  private final SqsStub sqs = new SqsStub();
  private final SqsClient client = sqs.client();
  private final SettableClock clock = new SettableClock();
  private final SqsRefreshQueue queue = new SqsRefreshQueue(client, sqs.queueUrl(), clock);

  SqsReceiveTest() throws IOException {}

  @AfterEach
  void close() {
    client.close();
    sqs.close();
  }

  private List<ReceivedMessage> receive() {
    return queue.receive(10, Duration.ofMinutes(2), Duration.ofSeconds(1));
  }

  private static ReceivedMessage message(int number) {
    var at = SettableClock.START;
    return new ReceivedMessage("m-" + number, "r-" + number, "body", Map.of(), 1, at, at, at);
  }

  @Test
  void a_message_is_read_with_all_that_the_queue_says_of_it() {
    sqs.answer(
        200,
        """
        {"Messages":[{"MessageId":"m-1","ReceiptHandle":"r-1","Body":"[1]","MD5OfBody":"%s",
          "Attributes":{"ApproximateReceiveCount":"3","SentTimestamp":"1772366400123",
            "ApproximateFirstReceiveTimestamp":"1772366401000","SenderId":"somebody"},
          "MD5OfMessageAttributes":"cd4f2d854560519f9c32604d4063f857",
          "MessageAttributes":{"death":{"DataType":"String","StringValue":"1"},
            "attempts":{"DataType":"Number","StringValue":"8"},
            "other":{"DataType":"Binary","BinaryValue":"AAEC"}}}]}
        """
            .formatted(SqsStub.md5("[1]")));

    assertThat(receive())
        .containsExactly(
            new ReceivedMessage(
                "m-1",
                "r-1",
                "[1]",
                Map.of("death", "1", "attempts", "8"),
                3,
                Instant.parse("2026-03-01T12:00:00.123Z"),
                Instant.parse("2026-03-01T12:00:01Z"),
                SettableClock.START));
  }

  @Test
  void what_the_queue_leaves_out_is_as_of_now() {
    sqs.answer(
        200,
        """
        {"Messages":[{"MessageId":"m","ReceiptHandle":"r","Body":"b","MD5OfBody":"%s"}]}\
        """
            .formatted(SqsStub.md5("b")));
    var now = SettableClock.START;

    assertThat(receive())
        .containsExactly(new ReceivedMessage("m", "r", "b", Map.of(), 1, now, now, now));
  }

  @Test
  void a_receive_asks_for_everything_and_waits_as_told() {
    assertThat(receive()).isEmpty();

    JsonNode body = sqs.requests().getFirst().body();
    assertThat(sqs.requests().getFirst().action()).isEqualTo("ReceiveMessage");
    assertThat(body.path("MaxNumberOfMessages").intValue()).isEqualTo(10);
    assertThat(body.path("VisibilityTimeout").intValue()).isEqualTo(120);
    assertThat(body.path("WaitTimeSeconds").intValue()).isEqualTo(1);
    assertThat(body.path("MessageAttributeNames").toString()).isEqualTo("[\"All\"]");
    assertThat(body.path("MessageSystemAttributeNames").toString()).isEqualTo("[\"All\"]");
  }

  @Test
  void a_receive_that_fails_says_what_was_attempted_on_which_queue() {
    sqs.answer(400, "{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\",\"message\":\"gone\"}");

    assertThatExceptionOfType(QueueException.class)
        .isThrownBy(this::receive)
        .withMessageStartingWith("Could not receive from " + sqs.queueUrl() + ": gone");
  }

  @Test
  void what_was_not_deleted_is_told() {
    sqs.answer(
        200,
        """
        {"Successful":[{"Id":"0"},{"Id":"2"}],
         "Failed":[{"Id":"1","Code":"ReceiptHandleIsInvalid","SenderFault":true}]}\
        """);

    assertThat(queue.delete(List.of(message(0), message(1), message(2), message(3))))
        .containsExactly(message(1), message(3));
    assertThat(
            sqs.requests()
                .getFirst()
                .body()
                .path("Entries")
                .get(1)
                .path("ReceiptHandle")
                .textValue())
        .isEqualTo("r-1");
  }

  @Test
  void a_delete_that_fails_deletes_nothing_and_goes_on_with_the_next_ten() {
    sqs.answer(
        request ->
            request.body().path("Entries").size() == 10
                ? new SqsStub.Answer(500, "")
                : new SqsStub.Answer(200, "{\"Successful\":[{\"Id\":\"0\"},{\"Id\":\"1\"}]}"));
    List<ReceivedMessage> messages =
        IntStream.range(0, 12).mapToObj(SqsReceiveTest::message).toList();

    assertThat(queue.delete(messages)).isEqualTo(messages.subList(0, 10));
  }

  @Test
  void a_release_makes_visible_at_once_and_never_fails() {
    sqs.answer(500, "");

    queue.release(IntStream.range(0, 12).mapToObj(SqsReceiveTest::message).toList());

    assertThat(sqs.requests())
        .extracting(SqsStub.Request::action)
        .hasSize(2)
        .containsOnly("ChangeMessageVisibilityBatch");
    JsonNode entry = sqs.requests().get(1).body().path("Entries").get(1);
    assertThat(entry.path("ReceiptHandle").textValue()).isEqualTo("r-11");
    assertThat(entry.path("VisibilityTimeout").intValue()).isZero();
  }

  @Test
  void the_depth_is_read_from_the_queue() {
    sqs.answer(
        200,
        """
        {"Attributes":{"ApproximateNumberOfMessages":"7",
          "ApproximateNumberOfMessagesNotVisible":"2","ApproximateNumberOfMessagesDelayed":"1"}}\
        """);

    assertThat(queue.depth()).isEqualTo(new QueueDepth(7, 2, 1));
    assertThat(queue.depth().total()).isEqualTo(10);
  }

  @Test
  void a_queue_is_named_by_its_url() {
    assertThat(queue).hasToString(sqs.queueUrl().toString());
  }

  @Test
  void a_depth_that_cannot_be_told_is_an_error_and_not_zero() {
    sqs.answer(500, "");

    assertThatExceptionOfType(QueueException.class)
        .isThrownBy(queue::depth)
        .withMessageStartingWith("Could not measure " + sqs.queueUrl());
  }
}
