package dev.everhook.redrive;

import dev.everhook.core.DeadLetter;
import dev.everhook.core.QueueException;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.redrive.Tally.Count;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a redrive and an archive have in common: letters that match are taken from a queue, and none
 * that came there since. A webhook that still refuses would have a redrive go round for ever.
 */
final class Taking {
  /** Batches in a row, over all lanes, of letters that came since: then it is likely over. */
  private static final int SOME_BATCHES = Lanes.COUNT;

  /** As many tell it even where the queue is said to hold more. */
  private static final int MANY_BATCHES = 30 * Lanes.COUNT;

  private final Source source;
  private final Filter filter;
  private final Limit limit;
  private final Instant deadBy;
  private final RefreshQueue from;
  private final Stops stops = new Stops();
  private final Reading reading;
  private final RunningOperation operation;
  private final Tally tally;
  private final AtomicLong older = new AtomicLong();
  private final AtomicInteger onlyNewer = new AtomicInteger();
  private volatile long expected = Long.MAX_VALUE;

  /**
   * @param deadBy null for when the operation began; so is any instant after it
   */
  Taking(
      Source source,
      Filter filter,
      int limit,
      @Nullable Instant deadBy,
      RefreshQueue from,
      InstantSource clock,
      Deadline deadline,
      RunningOperation operation) {
    this.source = source;
    this.filter = filter;
    this.limit = new Limit(limit);
    Instant began = operation.startedAt();
    this.deadBy = deadBy == null || deadBy.isAfter(began) ? began : deadBy;
    this.from = from;
    this.reading = new Reading(from, deadline, clock, stops);
    this.operation = operation;
    this.tally = operation.tally();
  }

  /** How many letters may still be taken. */
  Limit limit() {
    return limit;
  }

  /** Letters that came into the queue after it stay. */
  Instant deadBy() {
    return deadBy;
  }

  Stops stops() {
    return stops;
  }

  /**
   * Takes letters until there are no more, or it is to stop; counts what remains.
   *
   * @param last is done before what stays is visible again
   */
  Stop take(Reading.Reader reader, Runnable last) {
    expected = held(Long.MAX_VALUE);
    try {
      reading.read(isUnfiltered() ? limit.left() : Integer.MAX_VALUE, reader);
      last.run();
    } finally {
      reading.release();
    }
    reading.unanswered().ifPresent(e -> tally.problem(String.valueOf(e.getMessage())));
    tally.add(Count.REMAINING, held(reading.held()));
    if (stops.stopped().isPresent() && stops.stopped().get() == Stop.LIMIT) {
      tally.problem("more letters cannot be hidden at once: the rest was not looked at");
    }
    return stops.stopped().orElse(limit.left() == 0 ? Stop.LIMIT : Stop.DONE);
  }

  private boolean isUnfiltered() {
    return filter.equals(Filter.ALL);
  }

  /** What the queue says that it holds. */
  private long held(long otherwise) {
    try {
      return from.depth().total();
    } catch (QueueException e) {
      tally.problem(String.valueOf(e.getMessage()));
      return otherwise;
    }
  }

  /** How many letters a lane may receive: of those that may not match, ten until all are taken. */
  int wants(int most) {
    if (isOver()) {
      return 0;
    }
    return isUnfiltered() ? Math.min(most, limit.left()) : limit.left() == 0 ? 0 : most;
  }

  /** Letters that keep coming while the webhook refuses must not keep it going. */
  private boolean isOver() {
    int row = onlyNewer.get();
    return row >= MANY_BATCHES || (row >= SOME_BATCHES && older.get() >= expected);
  }

  List<DeadLetter> matching(List<ReceivedMessage> batch, Instant now) {
    List<DeadLetter> letters = new ArrayList<>();
    int newer = 0;
    for (ReceivedMessage message : batch) {
      boolean isNewer = message.sentAt().isAfter(deadBy);
      newer += isNewer ? 1 : 0;
      DeadLetter letter = source.read(message);
      if (!filter.matches(letter, now)) {
        continue;
      }
      if (isNewer) {
        tally.add(Count.NEWER, 1);
      } else {
        letters.add(letter);
      }
    }
    older.addAndGet(batch.size() - newer);
    if (newer < batch.size()) {
      onlyNewer.set(0);
    } else {
      onlyNewer.incrementAndGet();
    }
    return letters;
  }

  /** To be called after each batch: records how far it is, and heeds whoever asks it to stop. */
  void goOn() {
    if (operation.isToStop()) {
      stops.stop(Stop.ASKED);
    }
  }

  /** Forgets letters that were deleted. */
  void gone(Collection<ReceivedMessage> deleted) {
    reading.gone(deleted);
  }
}
