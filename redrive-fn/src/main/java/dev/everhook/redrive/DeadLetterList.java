package dev.everhook.redrive;

import dev.everhook.core.DeadLetter;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Shows dead letters, changes nothing, and makes all of them visible again. */
final class DeadLetterList implements Reading.Reader {
  /** Lambda returns 6 MB at the most. */
  private static final int MOST_CHARACTERS = 4 * 1024 * 1024;

  private final OperatorRequest.Listing request;
  private final RefreshQueue queue;
  private final InstantSource clock;
  private final Stops stops = new Stops();
  private final Reading reading;
  private final Limit reads = new Limit(RequestReader.MOST);
  private final List<ShownLetter> shown = new ArrayList<>();
  private int characters;
  private long read;

  DeadLetterList(
      OperatorRequest.Listing request, RefreshQueue queue, Ports ports, Deadline deadline) {
    this.request = request;
    this.queue = queue;
    this.clock = ports.clock();
    this.reading = new Reading(queue, deadline, clock, stops);
  }

  /**
   * @throws dev.everhook.core.QueueException if the queue does not answer
   */
  String json() {
    long total;
    try {
      total = queue.depth().total();
      boolean all = request.filter().equals(Filter.ALL);
      reading.read(all ? request.limit() : Integer.MAX_VALUE, this);
    } finally {
      reading.release();
    }
    reading.throwIfUnanswered();
    return json(total);
  }

  private synchronized String json(long total) {
    shown.sort(Comparator.comparing(ShownLetter::sentAt).thenComparing(ShownLetter::messageId));
    return Answer.json(
        "list",
        out -> {
          out.writeNumberField("total", Math.max(read, total));
          out.writeNumberField("read", read);
          out.writeBooleanField("complete", isComplete());
          out.writeArrayFieldStart("letters");
          for (ShownLetter letter : shown) {
            out.writeRawValue(letter.json());
          }
          out.writeEndArray();
        });
  }

  private boolean isComplete() {
    return stops.stopped().isEmpty() && !isFull() && reads.left() > 0;
  }

  private synchronized boolean isFull() {
    return shown.size() >= request.limit() || characters >= MOST_CHARACTERS;
  }

  @Override
  public int wants(int most) {
    return isFull() ? 0 : reads.take(most);
  }

  @Override
  public void missed(int count) {
    reads.giveBack(count);
  }

  @Override
  public synchronized Collection<ReceivedMessage> read(List<ReceivedMessage> batch) {
    for (ReceivedMessage message : batch) {
      DeadLetter letter = request.source().read(message);
      read++;
      if (!isFull() && request.filter().matches(letter, clock.instant())) {
        ShownLetter next = ShownLetter.of(letter, request.withBody());
        shown.add(next);
        characters += next.json().length();
      }
    }
    stops.succeeded();
    return List.of();
  }
}
