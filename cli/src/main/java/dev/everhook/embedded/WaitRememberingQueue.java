package dev.everhook.embedded;

import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.QueueDepth;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.SendResult;
import dev.everhook.core.Visibility;
import dev.everhook.embedded.sqs.EmbeddedSqs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The refresh queue, which remembers on disk until when a message waits. A new start makes visible
 * at once what was in flight, and by this it knows what was not in flight but waiting.
 */
record WaitRememberingQueue(RefreshQueue queue, EmbeddedSqs server, InstantSource clock)
    implements RefreshQueue {

  /** Remembers first: a death in between hides nothing for longer than was asked. */
  @Override
  public Duration hide(ReceivedMessage message, Duration delay) {
    Instant now = clock.instant();
    Duration inForce = Visibility.clamp(delay, Duration.between(message.receivedAt(), now));
    server.waitUntil(message.id(), now.plus(inForce));
    return queue.hide(message, delay);
  }

  @Override
  public List<SendResult> send(List<OutgoingMessage> messages) {
    return queue.send(messages);
  }

  @Override
  public List<ReceivedMessage> receive(int most, Duration visibility, Duration wait) {
    return queue.receive(most, visibility, wait);
  }

  @Override
  public List<ReceivedMessage> delete(List<ReceivedMessage> messages) {
    return queue.delete(messages);
  }

  @Override
  public void release(List<ReceivedMessage> messages) {
    queue.release(messages);
  }

  @Override
  public QueueDepth depth() {
    return queue.depth();
  }
}
