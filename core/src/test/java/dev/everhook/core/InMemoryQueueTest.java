package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everhook.core.QueueFaults.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InMemoryQueueTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SettableClock clock = new SettableClock();
  private final InMemoryQueue queue = new InMemoryQueue("refresh", clock);

  private List<ReceivedMessage> receive() {
    return queue.receive(10, MINUTE, Duration.ZERO);
  }

  @Test
  void messages_come_in_order_ten_at_a_time() {
    queue.send(IntStream.range(0, 12).mapToObj(i -> new OutgoingMessage("body " + i)).toList());

    assertThat(receive()).extracting(ReceivedMessage::body).startsWith("body 0").hasSize(10);
    assertThat(receive()).extracting(ReceivedMessage::body).containsExactly("body 10", "body 11");
    assertThat(receive()).isEmpty();
    assertThat(queue.depth()).isEqualTo(new QueueDepth(0, 12, 0));
  }

  @Test
  void a_message_is_visible_again_when_its_time_is_over_and_is_counted() {
    queue.send(new OutgoingMessage("body", Map.of("death", "1")));
    ReceivedMessage first = receive().getFirst();
    clock.advance(MINUTE.minusMillis(1));
    assertThat(receive()).isEmpty();
    clock.advance(Duration.ofMillis(1));
    ReceivedMessage second = receive().getFirst();

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.receipt()).isNotEqualTo(first.receipt());
    assertThat(second.attributes()).isEqualTo(Map.of("death", "1"));
    assertThat(second.receiveCount()).isEqualTo(2);
    assertThat(second.firstReceivedAt()).isEqualTo(SettableClock.START);
    assertThat(second.receivedAt()).isEqualTo(SettableClock.START.plus(MINUTE));
  }

  @Test
  void an_old_receipt_neither_deletes_nor_hides_nor_releases() {
    queue.send(new OutgoingMessage("body"));
    ReceivedMessage old = receive().getFirst();
    clock.advance(MINUTE);
    ReceivedMessage current = receive().getFirst();

    assertThat(queue.delete(List.of(old))).containsExactly(old);
    queue.release(List.of(old));
    assertThat(queue.depth().inFlight()).isEqualTo(1);
    assertThatExceptionOfType(QueueException.class)
        .isThrownBy(() -> queue.hide(old, MINUTE))
        .withMessage("Could not hide a message of refresh: the receipt is no longer valid");
    assertThat(queue.delete(List.of(current))).isEmpty();
    assertThat(queue.messages()).isEmpty();
    assertThat(queue.delete(List.of(current))).isEmpty();
  }

  @Test
  void hiding_is_clamped_and_a_message_can_be_released_at_once() {
    queue.send(new OutgoingMessage("body"));
    ReceivedMessage message = receive().getFirst();

    assertThat(queue.hide(message, Duration.ofDays(1))).isEqualTo(Duration.ofSeconds(43_135));
    clock.advance(Duration.ofSeconds(43_134));
    assertThat(receive()).isEmpty();
    queue.release(List.of(message));
    assertThat(receive()).hasSize(1);
  }

  @Test
  void what_sqs_refuses_is_refused_alone() {
    List<SendResult> results =
        queue.send(
            List.of(
                new OutgoingMessage("\uFFFF"),
                new OutgoingMessage("fits"),
                new OutgoingMessage("a".repeat(256 * 1024 + 1)),
                new OutgoingMessage("empty attribute", Map.of("death", ""))));

    assertThat(results.get(1)).isEqualTo(new SendResult.Sent("refresh-1"));
    assertThat(List.of(results.get(0), results.get(2), results.get(3)))
        .allMatch(result -> result instanceof SendResult.NotSent(_, _, var fault) && fault);
    assertThat(queue.bodies()).containsExactly("fits");
  }

  @Test
  void each_call_can_fail_as_a_whole() {
    queue.send(new OutgoingMessage("body"));
    ReceivedMessage message = receive().getFirst();
    for (Call call : Call.values()) {
      queue.faults().fail(call);
    }

    assertThat(queue.send(new OutgoingMessage("x"))).isInstanceOf(SendResult.NotSent.class);
    assertThat(queue.delete(List.of(message))).containsExactly(message);
    queue.release(List.of(message));
    assertThatExceptionOfType(QueueException.class).isThrownBy(this::receive);
    assertThatExceptionOfType(QueueException.class).isThrownBy(() -> queue.hide(message, SECOND));
    assertThatExceptionOfType(QueueException.class).isThrownBy(queue::depth);

    queue.faults().mend();
    assertThat(queue.depth()).isEqualTo(new QueueDepth(0, 1, 0));
    assertThat(queue.calls(Call.SEND)).isEqualTo(2);
  }

  @Test
  void single_calls_and_single_entries_can_fail() {
    var refusal = new SendResult.NotSent("No", "why", true);
    queue.faults().failNext(Call.SEND, 1);
    queue.faults().refuse(message -> message.body().equals("b"), refusal);
    queue.faults().doNotDelete(message -> message.body().equals("a"));

    assertThat(queue.send(new OutgoingMessage("a"))).isInstanceOf(SendResult.NotSent.class);
    assertThat(queue.send(List.of(new OutgoingMessage("a"), new OutgoingMessage("b"))))
        .containsExactly(new SendResult.Sent("refresh-1"), refusal);
    assertThat(queue.delete(receive())).extracting(ReceivedMessage::body).containsExactly("a");
  }
}
