package dev.everhook.worker;

import dev.everhook.core.DeathNotice;
import dev.everhook.core.EventLog;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.SendResult;
import org.jspecify.annotations.Nullable;

/** Puts a message on the dead-letter queue: its body untouched, its notice beside it. */
final class Graveyard {
  private final RefreshQueue deadLetters;
  private final EventLog log;

  Graveyard(RefreshQueue deadLetters, EventLog log) {
    this.deadLetters = deadLetters;
    this.log = log;
  }

  /**
   * Sends the message. One that is refused with its whole notice is sent with what a redrive needs
   * alone.
   *
   * @return whether the dead-letter queue has it, so that the refresh queue need not any more
   */
  boolean buries(ReceivedMessage message, DeathNotice notice, @Nullable String detail) {
    SendResult result = deadLetters.send(new OutgoingMessage(message.body(), notice.attributes()));
    if (result instanceof SendResult.NotSent refused && refused.messageAtFault()) {
      result = deadLetters.send(new OutgoingMessage(message.body(), notice.essentialAttributes()));
    }
    return switch (result) {
      case SendResult.Sent(String messageId) -> {
        log.write(new PipelineEvent.DeadLettered(messageId, notice, detail));
        yield true;
      }
      case SendResult.NotSent(String code, String problem, _) -> {
        log.write(
            new PipelineEvent.MessageKept(
                message.id(), "the dead-letter queue did not take it: " + code + ", " + problem));
        yield false;
      }
    };
  }
}
