package dev.everhook.simulation;

import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.QueueDepth;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.SendResult;
import java.time.Duration;
import java.util.List;

/** A queue that does what another does; a planted bug does some of it in its own way. */
class QueueWrapper implements RefreshQueue {
  private final RefreshQueue queue;

  QueueWrapper(RefreshQueue queue) {
    this.queue = queue;
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
  public Duration hide(ReceivedMessage message, Duration delay) {
    return queue.hide(message, delay);
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
