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
import org.jspecify.annotations.Nullable;

/**
 * What a redrive and an archive have in common: letters that match are taken from a queue, and none
 * that came there since. A webhook that still refuses would have a redrive go round for ever.
 */
final class Taking {
  private final Source source;
  private final Filter filter;
  private final Limit limit;
  private final Instant deadBy;
  private final RefreshQueue from;
  private final Stops stops = new Stops();
  private final Reading reading;
  private final RunningOperation operation;
  private final Tally tally;

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
    try {
      reading.read(isUnfiltered() ? limit.left() : Integer.MAX_VALUE, reader);
      last.run();
    } finally {
      reading.release();
    }
    reading.unanswered().ifPresent(e -> tally.problem(String.valueOf(e.getMessage())));
    tally.add(Count.REMAINING, remaining());
    if (stops.stopped().isPresent() && stops.stopped().get() == Stop.LIMIT) {
      tally.problem("more letters cannot be hidden at once: the rest was not looked at");
    }
    return stops.stopped().orElse(limit.left() == 0 ? Stop.LIMIT : Stop.DONE);
  }

  private boolean isUnfiltered() {
    return filter.equals(Filter.ALL);
  }

  private long remaining() {
    try {
      return from.depth().total();
    } catch (QueueException e) {
      tally.problem(String.valueOf(e.getMessage()));
      return reading.held();
    }
  }

  /** How many letters a lane may receive: of those that may not match, ten until all are taken. */
  int wants(int most) {
    return isUnfiltered() ? Math.min(most, limit.left()) : limit.left() == 0 ? 0 : most;
  }

  List<DeadLetter> matching(List<ReceivedMessage> batch, Instant now) {
    List<DeadLetter> letters = new ArrayList<>();
    for (ReceivedMessage message : batch) {
      DeadLetter letter = source.read(message);
      if (!filter.matches(letter, now)) {
        continue;
      }
      if (message.sentAt().isAfter(deadBy)) {
        tally.add(Count.NEWER, 1);
      } else {
        letters.add(letter);
      }
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
