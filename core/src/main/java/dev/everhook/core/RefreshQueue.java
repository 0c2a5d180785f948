package dev.everhook.core;

import java.time.Duration;
import java.util.List;

/**
 * A queue of refresh requests: the refresh queue, or the dead-letter queue. Safe for use by many
 * threads.
 *
 * <p>Delivery is at least once: every user must bear a message twice.
 */
public interface RefreshQueue {

  /**
   * Sends messages, in as many batches as their sizes want.
   *
   * @return what became of each, in the order given; nothing is thrown for a message that was not
   *     sent
   */
  List<SendResult> send(List<OutgoingMessage> messages);

  /** Sends one message. */
  default SendResult send(OutgoingMessage message) {
    return send(List.of(message)).getFirst();
  }

  /**
   * Receives up to ten messages.
   *
   * @param most how many at the most, 1 to 10
   * @param visibility for how long they are hidden from others
   * @param wait for how long to wait for a first message, at most 20 s
   * @throws QueueException if the queue does not answer
   */
  List<ReceivedMessage> receive(int most, Duration visibility, Duration wait);

  /**
   * Deletes messages that were received.
   *
   * @return those that were not deleted
   */
  List<ReceivedMessage> delete(List<ReceivedMessage> messages);

  /**
   * Hides a received message until {@code delay} from now. A longer delay than the queue allows is
   * shortened by {@link Visibility}; zero makes it visible at once.
   *
   * @return the delay in force
   * @throws QueueException if the queue does not answer, or the receipt is no longer valid
   */
  Duration hide(ReceivedMessage message, Duration delay);

  /**
   * Makes received messages visible again at once, as far as the queue answers; any other becomes
   * visible when its visibility timeout ends.
   */
  void release(List<ReceivedMessage> messages);

  /**
   * How many messages there are.
   *
   * @throws QueueException if the queue does not answer
   */
  QueueDepth depth();
}
