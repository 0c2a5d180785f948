package dev.everhook.redrive;

import dev.everhook.core.QueueException;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.redrive.OperatorRequest.Archiving;
import dev.everhook.redrive.Tally.Count;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Writes dead letters to the store of archives in parts, reads each part back, and deletes its
 * letters only then. An archive is named by its operation; one that begins again after it died adds
 * parts to it, and a letter that was written and not deleted is in two of them.
 */
final class Archive implements Reading.Reader {
  static final List<Count> COUNTS =
      List.of(Count.ARCHIVED, Count.FAILED, Count.UNDELETED, Count.REMAINING);

  private final Archiving request;
  private final RefreshQueue from;
  private final ArchiveStore store;
  private final InstantSource clock;
  private final Stops stops = new Stops();
  private final Reading reading;
  private final RunningOperation operation;
  private final Tally tally;
  private final Limit limit;
  private final AtomicInteger parts;
  private ArchivePart open = new ArchivePart();

  Archive(
      Archiving request,
      RefreshQueue from,
      ArchiveStore store,
      InstantSource clock,
      Deadline deadline,
      RunningOperation operation) {
    this.request = request;
    this.from = from;
    this.store = store;
    this.clock = clock;
    this.reading = new Reading(from, deadline, clock, stops);
    this.operation = operation;
    this.tally = operation.tally();
    this.limit = new Limit(request.limit());
    this.parts = new AtomicInteger(ArchiveNames.lastPart(store.list(ArchiveNames.prefix(name()))));
  }

  private String name() {
    return request.asker().id();
  }

  Operations.Ended run() {
    try {
      reading.read(isUnfiltered() ? limit.left() : Integer.MAX_VALUE, this);
      write(next(new ArchivePart()));
    } finally {
      reading.release();
    }
    reading.unanswered().ifPresent(e -> tally.problem(String.valueOf(e.getMessage())));
    tally.add(Count.REMAINING, remaining());
    Stop stopped = stops.stopped().orElse(limit.left() == 0 ? Stop.LIMIT : Stop.DONE);
    return new Operations.Ended(
        stopped,
        out -> {
          Answer.text(out, "archive", name());
          Answer.text(out, "location", store.location(name()));
        },
        stopped == Stop.DONE
            ? null
            : request.rest(stopped == Stop.LIMIT ? request.limit() : left()));
  }

  private boolean isUnfiltered() {
    return request.filter().equals(Filter.ALL);
  }

  private int left() {
    return (int) Math.max(1, request.limit() - tally.of(Count.ARCHIVED));
  }

  private long remaining() {
    try {
      return from.depth().total();
    } catch (QueueException e) {
      tally.problem(String.valueOf(e.getMessage()));
      return reading.held();
    }
  }

  @Override
  public int wants(int most) {
    return isUnfiltered() ? Math.min(most, limit.left()) : limit.left() == 0 ? 0 : most;
  }

  /** What is written meanwhile is deleted at once, and not what was just read. */
  @Override
  public Collection<ReceivedMessage> read(List<ReceivedMessage> batch) {
    Instant now = clock.instant();
    for (ReceivedMessage message : batch) {
      if (request.filter().matches(request.source().read(message), now) && limit.take(1) == 1) {
        for (ArchivePart full : add(message)) {
          write(full);
        }
      }
    }
    if (operation.isToStop()) {
      stops.stop(Stop.ASKED);
    }
    return List.of();
  }

  /** Adds a letter to the open part; returns the part that was open until then, if it is full. */
  private List<ArchivePart> add(ReceivedMessage message) {
    byte[] line = ArchivePart.line(request.source(), message);
    List<ArchivePart> full = new ArrayList<>();
    synchronized (this) {
      if (!open.takes(line)) {
        full.add(next(new ArchivePart()));
      }
      open.add(message, line);
    }
    return full;
  }

  private synchronized ArchivePart next(ArchivePart empty) {
    ArchivePart full = open;
    open = empty;
    return full;
  }

  private void write(ArchivePart part) {
    if (part.isEmpty()) {
      return;
    }
    try {
      writeAndCompare(ArchiveNames.part(name(), parts.incrementAndGet()), part.content());
    } catch (ArchiveException e) {
      tally.add(Count.FAILED, part.letters().size());
      tally.problem(String.valueOf(e.getMessage()));
      stops.failed();
      return;
    }
    stops.succeeded();
    tally.add(Count.ARCHIVED, part.letters().size());
    List<ReceivedMessage> undeleted = from.delete(part.letters());
    if (!undeleted.isEmpty()) {
      tally.add(Count.UNDELETED, undeleted.size());
      tally.problem("archived, but not deleted from the dead-letter queue");
    }
    var left = undeleted.stream().map(ReceivedMessage::id).collect(Collectors.toSet());
    reading.gone(part.letters().stream().filter(letter -> !left.contains(letter.id())).toList());
  }

  private void writeAndCompare(String name, byte[] content) {
    store.write(name, content);
    if (!Arrays.equals(store.read(name), content)) {
      throw new ArchiveException(
          "read back", name, "it is not what was written", new IllegalStateException(name));
    }
  }
}
