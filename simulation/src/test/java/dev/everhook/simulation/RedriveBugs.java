package dev.everhook.simulation;

import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Mistakes of those who put messages on the refresh queue. */
final class RedriveBugs {
  private RedriveBugs() {}

  /** A redrive that takes each letter for another, or takes a note of it. */
  private static class Reading implements Wiring {
    private final UnaryOperator<ReceivedMessage> bug;

    Reading(UnaryOperator<ReceivedMessage> bug) {
      this.bug = bug;
    }

    @Override
    public RefreshQueue deadLetters(RefreshQueue queue, RefreshQueue refreshQueue, Function of) {
      return of != Function.REDRIVE
          ? queue
          : new QueueWrapper(queue) {
            @Override
            public List<ReceivedMessage> receive(int most, Duration visibility, Duration wait) {
              return super.receive(most, visibility, wait).stream().map(bug).toList();
            }
          };
    }
  }

  /** Letters are deleted, and then sent. */
  static Wiring deletesFirst() {
    Map<String, ReceivedMessage> held = new HashMap<>();
    return new Reading(
        letter -> {
          held.put(letter.body(), letter);
          return letter;
        }) {
      @Override
      public RefreshQueue refreshQueue(RefreshQueue queue, RefreshQueue deadLetters, Function of) {
        return of != Function.REDRIVE
            ? queue
            : new QueueWrapper(queue) {
              @Override
              public List<SendResult> send(List<OutgoingMessage> messages) {
                deadLetters.delete(
                    messages.stream()
                        .map(message -> held.remove(message.body()))
                        .filter(Objects::nonNull)
                        .toList());
                return super.send(messages);
              }
            };
      }
    };
  }

  /** Every letter looks as if it had been dead for ever, so that none dies meanwhile. */
  static Wiring redrivesForEver() {
    return new Reading(RedriveBugs::longDead);
  }

  private static ReceivedMessage longDead(ReceivedMessage letter) {
    return new ReceivedMessage(
        letter.id(),
        letter.receipt(),
        letter.body(),
        letter.attributes(),
        letter.receiveCount(),
        Instant.EPOCH,
        letter.firstReceivedAt(),
        letter.receivedAt(),
        letter.movedByQueue());
  }

  /** What is put back looks like any other message. */
  static Wiring noDeath() {
    return new Wiring() {
      @Override
      public RefreshQueue refreshQueue(RefreshQueue queue, RefreshQueue deadLetters, Function of) {
        return of != Function.REDRIVE
            ? queue
            : new QueueWrapper(queue) {
              @Override
              public List<SendResult> send(List<OutgoingMessage> messages) {
                return super.send(
                    messages.stream().map(message -> new OutgoingMessage(message.body())).toList());
              }
            };
      }
    };
  }

  /** Whoever asks for a refresh is told that it is accepted, whatever the queue said. */
  static Wiring acceptsUnsent() {
    return new Wiring() {
      @Override
      public RefreshQueue refreshQueue(RefreshQueue queue, RefreshQueue deadLetters, Function of) {
        return of == Function.ENQUEUE ? WorkerBugs.takesAllForSent(queue) : queue;
      }
    };
  }
}
