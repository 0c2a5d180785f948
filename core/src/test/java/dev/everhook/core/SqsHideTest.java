package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;

class SqsHideTest {
  private final SqsStub sqs = new SqsStub();
  private final SqsClient client = sqs.client();
  private final SettableClock clock = new SettableClock();
  private final SqsRefreshQueue queue = new SqsRefreshQueue(client, sqs.queueUrl(), clock);
  private final ReceivedMessage message =
      new ReceivedMessage(
          "m", "r", "b", Map.of(), 1, clock.instant(), clock.instant(), clock.instant());

  SqsHideTest() throws IOException {}

  @AfterEach
  void close() {
    client.close();
    sqs.close();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT1M, 60",
    "PT0S, PT0.2S, 1",
    "PT0S, PT0S, 0",
    "PT0S, PT-1S, 0",
    "PT10M, PT11H, 39600",
    "PT2H, PT11H, 35935",
    "PT13H, PT11H, 0",
  })
  void a_message_is_hidden_for_as_long_as_the_queue_allows(
      Duration sinceReceive, Duration delay, int seconds) {
    clock.advance(sinceReceive);

    assertThat(queue.hide(message, delay)).isEqualTo(Duration.ofSeconds(seconds));

    SqsStub.Request request = sqs.requests().getFirst();
    assertThat(request.action()).isEqualTo("ChangeMessageVisibility");
    assertThat(request.body().path("ReceiptHandle").textValue()).isEqualTo("r");
    assertThat(request.body().path("VisibilityTimeout").intValue()).isEqualTo(seconds);
  }

  @Test
  void a_receipt_that_is_no_longer_valid_is_an_error() {
    sqs.answer(
        400, "{\"__type\":\"com.amazonaws.sqs#MessageNotInflight\",\"message\":\"too late\"}");

    assertThatExceptionOfType(QueueException.class)
        .isThrownBy(() -> queue.hide(message, Duration.ofMinutes(1)))
        .withMessageStartingWith("Could not hide a message of " + sqs.queueUrl() + ": too late");
  }
}
