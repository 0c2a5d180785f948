package dev.everhook.embedded.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the next run makes of what the last one left. {@link CrashTest} does the same by force. */
final class RestartTest {
  @TempDir Path folder;

  @Test
  void message_in_flight_is_visible_at_once() throws IOException {
    try (var run = TestRun.start(folder)) {
      run.queue("refresh").send("held");
      run.queue("refresh").receiveOne();
      assertThat(run.queue("refresh").hidden()).isOne();
    }
    try (var run = TestRun.start(folder)) {
      assertThat(run.queue("refresh").receive(Duration.ZERO))
          .extracting(Message::body)
          .containsExactly("held");
    }
  }

  @Test
  void message_that_waits_stays_hidden_until_it_is_due() throws IOException {
    Instant due;
    try (var run = TestRun.start(folder)) {
      var refresh = run.queue("refresh");
      refresh.send("retry");
      var message = refresh.receiveOne();
      due = Instant.now().plusSeconds(3);
      run.sqs().waitUntil(message.messageId(), due);
      refresh.hide(message, Duration.ofSeconds(3));
    }
    try (var run = TestRun.start(folder)) {
      var refresh = run.queue("refresh");
      assertThat(refresh.hidden()).isOne();
      assertThat(refresh.receive(Duration.ZERO)).isEmpty();

      assertThat(refresh.receiveOne().body()).isEqualTo("retry");
      assertThat(Instant.now()).isAfterOrEqualTo(due);
    }
  }

  @Test
  void wait_that_is_over_does_not_hide_a_message() throws IOException {
    try (var run = TestRun.start(folder)) {
      run.queue("refresh").send("retry");
      run.sqs().waitUntil(run.queue("refresh").receiveOne().messageId(), Instant.now());
    }
    try (var run = TestRun.start(folder)) {
      assertThat(run.queue("refresh").receive(Duration.ZERO)).hasSize(1);
    }
  }

  @Test
  void next_receive_ends_a_wait() throws IOException {
    try (var run = TestRun.start(folder)) {
      var refresh = run.queue("refresh");
      refresh.send("retry");
      var message = refresh.receiveOne();
      run.sqs().waitUntil(message.messageId(), Instant.now().plusSeconds(3600));
      refresh.hide(message, Duration.ZERO);
      refresh.receiveOne();
    }
    try (var run = TestRun.start(folder)) {
      assertThat(run.queue("refresh").receive(Duration.ZERO)).hasSize(1);
    }
  }

  @Test
  void wait_lasts_over_several_restarts() throws IOException {
    try (var run = TestRun.start(folder)) {
      run.queue("refresh").send("retry");
      run.sqs()
          .waitUntil(
              run.queue("refresh").receiveOne().messageId(), Instant.now().plusSeconds(3600));
    }
    for (int i = 0; i < 2; i++) {
      try (var run = TestRun.start(folder)) {
        assertThat(run.queue("refresh").hidden()).isOne();
      }
    }
  }

  @Test
  void message_sent_with_a_delay_stays_delayed() throws IOException {
    try (var run = TestRun.start(folder)) {
      run.queue("refresh").send("later", Map.of(), Duration.ofMinutes(10));
    }
    try (var run = TestRun.start(folder)) {
      assertThat(run.queue("refresh").delayed()).isOne();
      assertThat(run.queue("refresh").receive(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void receive_count_and_first_receive_are_kept() throws IOException {
    Message first;
    try (var run = TestRun.start(folder)) {
      run.queue("refresh").send("counted");
      first = run.queue("refresh").receiveOne();
    }
    try (var run = TestRun.start(folder)) {
      Message second = run.queue("refresh").receiveOne();

      assertThat(TestQueue.receiveCount(second)).isEqualTo(2);
      assertThat(second.attributes())
          .containsEntry(
              MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP,
              first
                  .attributes()
                  .get(MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP))
          .containsEntry(
              MessageSystemAttributeName.SENT_TIMESTAMP,
              first.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP));
    }
  }

  @Test
  void body_and_attributes_of_every_type_are_kept() throws IOException {
    String body = "{\"payload\":\"größer \u2028 \uD83D\uDE80\"}" + "x".repeat(1_000_000);
    Map<String, MessageAttributeValue> attributes =
        Map.of(
            "reason", value("String").stringValue("größer").build(),
            "labelled", value("String.label").stringValue("a.b").build(),
            "status", value("Number").stringValue("503").build(),
            "precise", value("Number.decimal").stringValue("0.10").build(),
            "bytes", value("Binary").binaryValue(SdkBytes.fromUtf8String("\0\1\2")).build(),
            "image", value("Binary.png").binaryValue(SdkBytes.fromString("png", UTF_8)).build());
    try (var run = TestRun.start(folder)) {
      run.queue("refresh").send(body, attributes, Duration.ZERO);
    }
    try (var run = TestRun.start(folder)) {
      Message message = run.queue("refresh").receiveOne();

      assertThat(message.body()).isEqualTo(body);
      assertThat(message.messageAttributes()).isEqualTo(attributes);
    }
  }

  @Test
  void deleted_message_stays_deleted() throws IOException {
    try (var run = TestRun.start(folder)) {
      for (String queue : List.of("refresh", "dead")) {
        run.queue(queue).send("done");
        run.queue(queue).delete(run.queue(queue).receiveOne());
      }
    }
    try (var run = TestRun.start(folder)) {
      assertThat(run.queue("refresh").receive(Duration.ZERO)).isEmpty();
      assertThat(run.queue("dead").receive(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void receipt_of_the_last_run_still_deletes() throws IOException {
    Message message;
    try (var run = TestRun.start(folder)) {
      run.queue("refresh").send("done");
      message = run.queue("refresh").receiveOne();
    }
    try (var run = TestRun.start(folder)) {
      run.queue("refresh").delete(message);
      assertThat(run.queue("refresh").receive(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void redrive_policy_counts_on_over_a_restart() throws IOException {
    String id;
    try (var run = TestRun.start(folder)) {
      id = run.queue("refresh").send("poison");
      var message = run.queue("refresh").receiveOne();
      run.queue("refresh").hide(message, Duration.ZERO);
      run.queue("refresh").receiveOne();
    }
    try (var run = TestRun.start(folder)) {
      run.queue("refresh").receiveOne();
    }
    try (var run = TestRun.start(folder)) {
      assertThat(run.queue("refresh").receive(Duration.ZERO)).isEmpty();
      run.queue("dead").receiveOne();
    }
    try (var run = TestRun.start(folder)) {
      Message dead = run.queue("dead").receiveOne();
      assertThat(dead.messageId()).isEqualTo(id);
      assertThat(dead.attributes())
          .containsEntry(
              MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN,
              run.sqs().queueArn("refresh"));
      assertThat(run.queue("refresh").receive(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void message_sent_back_by_a_move_task_is_kept_once() throws IOException {
    try (var run = TestRun.start(folder)) {
      run.queue("dead").send("again");
      run.client()
          .startMessageMoveTask(
              request ->
                  request
                      .sourceArn(run.sqs().queueArn("dead"))
                      .destinationArn(run.sqs().queueArn("refresh")));
      run.queue("refresh").receiveOne();
    }
    try (var run = TestRun.start(folder)) {
      assertThat(run.queue("refresh").receive(Duration.ZERO)).hasSize(1);
      assertThat(run.queue("dead").receive(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void definition_of_this_run_takes_precedence_over_that_of_the_last() throws IOException {
    try (var run = TestRun.start(folder)) {
      run.queue("refresh").send("kept");
    }
    var changed = List.of(QueueDefinition.of("refresh", Duration.ofSeconds(7)));
    try (var run = TestRun.start(folder, 0, changed)) {
      var refresh = run.queue("refresh");
      assertThat(refresh.count(QueueAttributeName.VISIBILITY_TIMEOUT)).isEqualTo(7);
      assertThat(refresh.attribute(QueueAttributeName.REDRIVE_POLICY)).isNull();
      assertThat(refresh.receive(Duration.ZERO)).hasSize(1);
    }
  }

  @Test
  void queue_that_was_made_over_the_api_is_kept() throws IOException {
    try (var run = TestRun.start(folder)) {
      run.client()
          .createQueue(
              request ->
                  request
                      .queueName("mine")
                      .attributes(Map.of(QueueAttributeName.DELAY_SECONDS, "0")));
      run.client()
          .setQueueAttributes(
              request ->
                  request
                      .queueUrl(run.queue("mine").url())
                      .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "11")));
      run.client().createQueue(request -> request.queueName("gone"));
      run.client().deleteQueue(request -> request.queueUrl(run.queue("gone").url()));
      run.queue("mine").send("kept");
    }
    try (var run = TestRun.start(folder)) {
      assertThat(run.client().listQueues().queueUrls())
          .containsExactlyInAnyOrder(
              run.queue("refresh").url(), run.queue("dead").url(), run.queue("mine").url());
      assertThat(run.queue("mine").count(QueueAttributeName.VISIBILITY_TIMEOUT)).isEqualTo(11);
      assertThat(run.queue("mine").receiveOne().body()).isEqualTo("kept");
    }
  }

  private static MessageAttributeValue.Builder value(String type) {
    return MessageAttributeValue.builder().dataType(type);
  }
}
