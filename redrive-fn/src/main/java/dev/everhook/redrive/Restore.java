package dev.everhook.redrive;

import dev.everhook.core.DeadLetter;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.Json;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.SendResult;
import dev.everhook.core.ledger.LedgerRefusedException;
import dev.everhook.core.ledger.LedgerUnavailableException;
import dev.everhook.redrive.OperatorRequest.Restoring;
import dev.everhook.redrive.Tally.Count;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts the letters of an archive back, on the refresh queue as a redrive does, or on the
 * dead-letter queue as they were. The archive stays; to restore it twice is harmless, since the
 * ledger knows what became of each.
 */
final class Restore {
  static final List<Count> COUNTS = List.of(Count.RESTORED, Count.SETTLED, Count.FAILED);

  /** Each has a part in memory. */
  private static final int LANES = 4;

  private final Restoring request;
  private final ArchiveStore store;
  private final List<String> names;
  private final RefreshQueue to;
  private final Judge judge;
  private final InstantSource clock;
  private final Deadline deadline;
  private final RunningOperation operation;
  private final Tally tally;
  private final Stops stops = new Stops();
  private final AtomicInteger next;
  private final AtomicInteger firstUnfinished;

  /**
   * @param names the parts of the archive, in order
   */
  Restore(
      Restoring request,
      ArchiveStore store,
      List<String> names,
      Ports ports,
      Deadline deadline,
      RunningOperation operation) {
    this.request = request;
    this.store = store;
    this.names = names;
    this.to = request.toRefreshQueue() ? ports.refreshQueue() : ports.deadLetters();
    this.judge = new Judge(ports.ledger());
    this.clock = ports.clock();
    this.deadline = deadline;
    this.operation = operation;
    this.tally = operation.tally();
    this.next = new AtomicInteger(request.fromPart());
    this.firstUnfinished = new AtomicInteger(names.size() + 1);
  }

  Operations.Ended run() {
    Lanes.each(Math.clamp(names.size(), 1, LANES), _ -> lane());
    int from = Math.min(firstUnfinished.get(), next.get());
    boolean isWhole = from > names.size();
    Stop stopped = stops.stopped().orElse(isWhole ? Stop.DONE : Stop.FAILING);
    return new Operations.Ended(stopped, _ -> {}, isWhole ? null : request.rest(from));
  }

  private void lane() {
    while (stops.stopped().isEmpty() && next.get() <= names.size()) {
      int part = next.getAndIncrement();
      if (part <= names.size() && !isRestored(names.get(part - 1))) {
        firstUnfinished.accumulateAndGet(part, Math::min);
      }
    }
  }

  /** Whether the whole part was gone through. */
  private boolean isRestored(String name) {
    List<DeadLetter> letters;
    try {
      letters = letters(name);
    } catch (ArchiveException e) {
      tally.problem(String.valueOf(e.getMessage()));
      stops.failed();
      return false;
    }
    for (int i = 0; i < letters.size(); i += Reading.BATCH) {
      if (!clock.instant().isBefore(deadline.end())) {
        stops.stop(Stop.DEADLINE);
      }
      if (stops.stopped().isPresent()) {
        return false;
      }
      restore(letters.subList(i, Math.min(letters.size(), i + Reading.BATCH)));
      if (operation.isToStop()) {
        stops.stop(Stop.ASKED);
      }
    }
    return true;
  }

  private List<DeadLetter> letters(String name) {
    List<DeadLetter> letters = new ArrayList<>();
    int number = 0;
    for (String line : Json.text(store.read(name)).split("\n", -1)) {
      number++;
      try {
        if (!line.isEmpty()) {
          letters.add(ArchivedLetter.read(line));
        }
      } catch (InvalidRequestException e) {
        tally.add(Count.FAILED, 1);
        tally.problem("line %d of %s: %s".formatted(number, name, e.getMessage()));
      }
    }
    return letters;
  }

  private void restore(List<DeadLetter> letters) {
    List<OutgoingMessage> messages;
    try {
      messages = request.toRefreshQueue() ? redriven(letters) : asTheyWere(letters);
    } catch (LedgerUnavailableException | LedgerRefusedException e) {
      tally.add(Count.FAILED, letters.size());
      tally.problem(String.valueOf(e.getMessage()));
      stops.failed();
      return;
    }
    int sent = 0;
    for (SendResult result : to.send(messages)) {
      switch (result) {
        case SendResult.Sent _ -> sent++;
        case SendResult.NotSent(String code, String problem, _) -> {
          tally.add(Count.FAILED, 1);
          tally.problem("not put back: " + code + ": " + problem);
        }
      }
    }
    tally.add(Count.RESTORED, sent);
    if (sent == 0 && !messages.isEmpty()) {
      stops.failed();
    } else {
      stops.succeeded();
    }
  }

  /** A lease that runs is no hindrance: the worker lets the message wait for its end. */
  private List<OutgoingMessage> redriven(List<DeadLetter> letters) {
    List<OutgoingMessage> messages = new ArrayList<>();
    for (Judged judged : judge.judge(letters, clock.instant())) {
      switch (judged.verdict()) {
        case MOVABLE, BLOCKED -> messages.add(WayBack.sameKey(judged));
        case SETTLED -> tally.add(Count.SETTLED, 1);
        case MALFORMED, EXPIRED -> {
          tally.add(Count.FAILED, 1);
          tally.problem(
              "malformed and expired letters cannot go to the refresh queue: restore to"
                  + " dead-letters");
        }
      }
    }
    return messages;
  }

  private static List<OutgoingMessage> asTheyWere(List<DeadLetter> letters) {
    return letters.stream()
        .map(
            letter ->
                new OutgoingMessage(
                    letter.message().body(),
                    letter.notice().reason() == DeadLetterReason.UNSENT
                        ? letter.notice().attributes()
                        : letter.message().attributes()))
        .toList();
  }
}
