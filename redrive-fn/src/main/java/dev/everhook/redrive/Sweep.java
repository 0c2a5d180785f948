package dev.everhook.redrive;

import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.QueueDepth;
import dev.everhook.core.SendResult;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.redrive.Tally.Count;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Sends overdue deliveries again whose message is gone. It changes nothing in the ledger: the
 * worker's claim does, and lets a message that was not gone after all be a duplicate.
 */
final class Sweep {
  static final List<Count> COUNTS = List.of(Count.OVERDUE, Count.SWEPT, Count.SKIPPED);

  /** Of more, those that the store gives. */
  private static final int MOST_FOUND = 10_000;

  private final Ports ports;
  private final Deadline deadline;
  private final Tally tally;

  Sweep(Ports ports, Deadline deadline, Tally tally) {
    this.ports = ports;
    this.deadline = deadline;
    this.tally = tally;
  }

  /** Sends up to {@code limit} messages. */
  Operations.Ended run(int limit) {
    Overdue overdue =
        Overdue.find(ports.ledger(), ports.settings().visibility(), ports.clock(), MOST_FOUND);
    tally.add(Count.OVERDUE, overdue.entries().size());
    List<LedgerEntry> unfinished = Overdue.unfinished(ports.ledger(), ports.clock());
    if (!overdue.entries().isEmpty()) {
      sendMissing(overdue.entries(), unfinished.size(), limit);
      tally.add(Count.SKIPPED, overdue.entries().size() - tally.of(Count.SWEPT));
    }
    return new Operations.Ended(
        null,
        Overdue.oldest(unfinished, ports.clock().instant()),
        out -> Answer.text(out, "oldest", overdue.oldest().orElse(null)),
        null);
  }

  /**
   * Sends as many as the queue has too few. A worker that keeps dying leaves its messages hidden
   * and its deliveries overdue: a copy of each with every sweep would be a flood.
   */
  private void sendMissing(List<LedgerEntry> overdue, int unfinished, int limit) {
    QueueDepth depth = ports.refreshQueue().depth();
    if (depth.visible() > 0) {
      tally.problem(
          "skipped: %d messages wait in the refresh queue, and theirs may be among them"
              .formatted(depth.visible()));
      return;
    }
    int missing = Math.clamp(unfinished - depth.total(), 0, Math.min(limit, overdue.size()));
    if (missing < overdue.size()) {
      tally.problem(
          "%d left alone: the refresh queue holds %d messages for %d unfinished deliveries"
              .formatted(overdue.size() - missing, depth.total(), unfinished));
    }
    send(any(missing, overdue));
  }

  /**
   * Some of them, others each time: with the longest overdue first, those would get a copy each
   * time whose message is only hidden, and those never whose message is gone.
   */
  private List<LedgerEntry> any(int count, List<LedgerEntry> entries) {
    List<LedgerEntry> shuffled = new ArrayList<>(entries);
    Collections.shuffle(shuffled, new Random(ports.clock().millis()));
    return shuffled.subList(0, count);
  }

  private void send(List<LedgerEntry> entries) {
    for (int i = 0; i < entries.size(); i += Reading.BATCH) {
      if (!ports.clock().instant().isBefore(deadline.end())) {
        tally.problem("the function's time was over: the next sweep goes on");
        return;
      }
      List<OutgoingMessage> batch =
          entries.subList(i, Math.min(entries.size(), i + Reading.BATCH)).stream()
              .map(Sweep::message)
              .toList();
      for (SendResult result : ports.refreshQueue().send(batch)) {
        switch (result) {
          case SendResult.Sent _ -> tally.add(Count.SWEPT, 1);
          case SendResult.NotSent(String code, String problem, _) ->
              tally.problem("not sent: " + code + ": " + problem);
        }
      }
    }
  }

  private static OutgoingMessage message(LedgerEntry entry) {
    int generation = entry.origin().generation();
    return new OutgoingMessage(
        entry.origin().body(),
        generation == 0 ? Map.of() : Map.of("generation", Integer.toString(generation)));
  }
}
