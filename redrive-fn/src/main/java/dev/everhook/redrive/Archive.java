package dev.everhook.redrive;

import dev.everhook.core.DeadLetter;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.redrive.OperatorRequest.Archiving;
import dev.everhook.redrive.Tally.Count;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Writes dead letters to the store of archives in parts, reads each part back, and deletes its
 * letters only then. An archive is named by its operation; one that begins again after it died adds
 * parts to it, and a letter that was written and not deleted is in two of them.
 */
final class Archive implements Reading.Reader {
  static final List<Count> COUNTS =
      List.of(Count.ARCHIVED, Count.NEWER, Count.FAILED, Count.UNDELETED, Count.REMAINING);

  private final Archiving request;
  private final RefreshQueue from;
  private final ArchiveStore store;
  private final InstantSource clock;
  private final Tally tally;
  private final Taking taking;
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
    this.tally = operation.tally();
    this.taking =
        new Taking(
            request.source(),
            request.filter(),
            request.limit(),
            request.deadBy(),
            from,
            clock,
            deadline,
            operation);
    this.parts = new AtomicInteger(ArchiveNames.lastPart(store.list(ArchiveNames.prefix(name()))));
  }

  private String name() {
    return request.asker().id();
  }

  Operations.Ended run() {
    Stop stopped = taking.take(this, () -> write(next(new ArchivePart())));
    return new Operations.Ended(
        stopped,
        out -> {
          Answer.text(out, "archive", name());
          Answer.text(out, "location", store.location(name()));
        },
        switch (stopped) {
          case DONE -> null;
          case LIMIT -> request.rest(request.limit(), taking.deadBy());
          case DEADLINE, ASKED, FAILING -> request.rest(left(), taking.deadBy());
        });
  }

  private int left() {
    return (int) Math.max(1, request.limit() - tally.of(Count.ARCHIVED));
  }

  @Override
  public int wants(int most) {
    return taking.wants(most);
  }

  /** What was just read stays until its part is full and written. */
  @Override
  public Collection<ReceivedMessage> read(List<ReceivedMessage> batch) {
    for (DeadLetter letter : taking.matching(batch, clock.instant())) {
      if (taking.limit().take(1) == 1) {
        add(letter.message()).ifPresent(this::write);
      }
    }
    taking.goOn();
    return List.of();
  }

  /** Adds a letter to the open part; returns the part that was open until then, if it is full. */
  private Optional<ArchivePart> add(ReceivedMessage message) {
    byte[] line = ArchivePart.line(request.source(), message);
    synchronized (this) {
      Optional<ArchivePart> full =
          open.takes(line) ? Optional.empty() : Optional.of(next(new ArchivePart()));
      open.add(message, line);
      return full;
    }
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
      taking.stops().failed();
      return;
    }
    taking.stops().succeeded();
    tally.add(Count.ARCHIVED, part.letters().size());
    List<ReceivedMessage> undeleted = from.delete(part.letters());
    if (!undeleted.isEmpty()) {
      tally.add(Count.UNDELETED, undeleted.size());
      tally.problem("archived, but not deleted from the dead-letter queue");
    }
    var left = undeleted.stream().map(ReceivedMessage::id).collect(Collectors.toSet());
    taking.gone(part.letters().stream().filter(letter -> !left.contains(letter.id())).toList());
  }

  private void writeAndCompare(String name, byte[] content) {
    store.write(name, content);
    if (!Arrays.equals(store.read(name), content)) {
      throw new ArchiveException(
          "read back", name, "it is not what was written", new IllegalStateException(name));
    }
  }
}
