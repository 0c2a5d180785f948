package dev.everhook.redrive;

import dev.everhook.core.DeadLetter;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.SendResult;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerRefusedException;
import dev.everhook.core.ledger.LedgerUnavailableException;
import dev.everhook.redrive.OperatorRequest.Redriving;
import dev.everhook.redrive.Tally.Count;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moves dead letters back to the refresh queue: sends, then deletes, and never the other way round,
 * so that a death in between leaves a letter in both queues and never in none.
 *
 * <p>The limit is of letters that it does something about: those that stay because they are refused
 * or blocked do not count, so that they cannot stand in the way of the others.
 */
final class Redrive implements Reading.Reader {
  static final List<Count> COUNTS =
      List.of(
          Count.MOVED,
          Count.SETTLED,
          Count.BLOCKED,
          Count.MALFORMED,
          Count.EXPIRED,
          Count.NEWER,
          Count.FAILED,
          Count.UNDELETED,
          Count.REMAINING);

  private final Redriving request;
  private final RefreshQueue from;
  private final RefreshQueue refreshQueue;
  private final DeliveryLedger ledger;
  private final Judge judge;
  private final InstantSource clock;
  private final Deadline deadline;
  private final Tally tally;
  private final Taking taking;
  private final Limit limit;
  private final Stops stops;
  private final Pace pace;
  private final AtomicReference<@Nullable IdempotencyKey> canaryKey = new AtomicReference<>();

  Redrive(
      Redriving request,
      RefreshQueue from,
      Ports ports,
      Deadline deadline,
      RunningOperation operation) {
    this.request = request;
    this.from = from;
    this.refreshQueue = ports.refreshQueue();
    this.ledger = ports.ledger();
    this.judge = new Judge(ledger);
    this.clock = ports.clock();
    this.deadline = deadline;
    this.tally = operation.tally();
    this.taking =
        new Taking(
            request.source(),
            request.filter(),
            request.canary() ? 1 : request.limit(),
            request.deadBy(),
            from,
            clock,
            deadline,
            operation);
    this.limit = taking.limit();
    this.stops = taking.stops();
    this.pace = new Pace(request.ratePerSecond(), clock, ports.sleeper());
  }

  /** Moves what the request asks for. Once some were touched it always answers. */
  Operations.Ended run() {
    Stop stopped = taking.take(this, () -> {});
    return new Operations.Ended(
        stopped,
        out -> Answer.text(out, "canaryKey", canaryKey.get()),
        switch (stopped) {
          case DONE -> null;
          case LIMIT -> request.rest(request.limit(), taking.deadBy());
          case DEADLINE, ASKED, FAILING -> request.rest(left(), taking.deadBy());
        });
  }

  private int left() {
    return (int) Math.max(1, request.limit() - tally.of(Count.MOVED) - tally.of(Count.SETTLED));
  }

  @Override
  public int wants(int most) {
    return taking.wants(most);
  }

  @Override
  public Collection<ReceivedMessage> read(List<ReceivedMessage> batch) {
    Instant now = clock.instant();
    List<DeadLetter> letters = taking.matching(batch, now);
    Collection<ReceivedMessage> gone = letters.isEmpty() ? List.of() : move(letters, now);
    taking.goOn();
    return gone;
  }

  private Collection<ReceivedMessage> move(List<DeadLetter> letters, Instant now) {
    List<Judged> judged;
    try {
      judged = judge.judge(letters, now);
    } catch (LedgerUnavailableException | LedgerRefusedException e) {
      tally.add(Count.FAILED, limit.take(letters.size()));
      tally.problem(String.valueOf(e.getMessage()));
      stops.failed();
      return List.of();
    }
    List<ReceivedMessage> settled = new ArrayList<>();
    List<Judged> movable = new ArrayList<>();
    for (Judged letter : judged) {
      switch (letter.verdict()) {
        case SETTLED -> {
          if (request.canary() || limit.take(1) == 1) {
            settled.add(letter.letter().message());
          }
        }
        case MOVABLE -> {
          if (limit.take(1) == 1) {
            movable.add(letter);
          }
        }
        case BLOCKED -> tally.add(Count.BLOCKED, 1);
        case MALFORMED -> tally.add(Count.MALFORMED, 1);
        case EXPIRED -> tally.add(Count.EXPIRED, 1);
      }
    }
    return move(movable, settled);
  }

  /** Sends at the pace that was asked for, and deletes what was sent and what is settled. */
  private Collection<ReceivedMessage> move(List<Judged> movable, List<ReceivedMessage> settled) {
    if (movable.isEmpty()) {
      return delete(List.of(), settled);
    }
    List<ReceivedMessage> gone = new ArrayList<>();
    int most = pace.most(movable.size());
    for (int i = 0; i < movable.size(); i += most) {
      List<Judged> part = movable.subList(i, Math.min(movable.size(), i + most));
      if (!isTurn(part)) {
        limit.giveBack(movable.size() - i);
        gone.addAll(delete(List.of(), i == 0 ? settled : List.of()));
        return gone;
      }
      gone.addAll(delete(send(part), i == 0 ? settled : List.of()));
    }
    return gone;
  }

  /** Waits as long as the pace says; whoever asks for a stop meanwhile need not wait for more. */
  private boolean isTurn(List<Judged> part) {
    if (!pace.await(part.size(), deadline.end())) {
      stops.stop(Stop.DEADLINE);
    } else if (pace.isSet()) {
      taking.goOn();
    }
    return stops.stopped().isEmpty();
  }

  private List<ReceivedMessage> send(List<Judged> movable) {
    List<Judged> part =
        request.newGeneration() ? movable.stream().filter(this::givesUpKey).toList() : movable;
    if (part.isEmpty()) {
      return List.of();
    }
    List<SendResult> results =
        refreshQueue.send(
            part.stream()
                .map(request.newGeneration() ? WayBack::newKey : WayBack::sameKey)
                .toList());
    List<ReceivedMessage> sent = new ArrayList<>();
    for (int i = 0; i < part.size(); i++) {
      DeadLetter letter = part.get(i).letter();
      switch (results.get(i)) {
        case SendResult.Sent _ -> {
          sent.add(letter.message());
          if (request.canary()) {
            canaryKey.set(WayBack.key(letter, request.newGeneration()));
          }
        }
        case SendResult.NotSent(String code, String problem, _) -> {
          tally.add(Count.FAILED, 1);
          tally.problem("not put back: " + code + ": " + problem);
        }
      }
    }
    tally.add(Count.MOVED, sent.size());
    if (sent.isEmpty()) {
      stops.failed();
    } else {
      stops.succeeded();
    }
    return sent;
  }

  /**
   * A crash leaves its key unfinished in the ledger: a sweep would have it called, beside the new
   * one.
   */
  private boolean givesUpKey(Judged letter) {
    LedgerEntry entry = letter.entry();
    if (entry == null || entry.state().isFinished()) {
      return true;
    }
    try {
      if (!ledger.crashed(entry).isFenced()) {
        return true;
      }
      tally.add(Count.BLOCKED, 1);
      limit.giveBack(1);
    } catch (LedgerUnavailableException | LedgerRefusedException e) {
      tally.add(Count.FAILED, 1);
      tally.problem(String.valueOf(e.getMessage()));
      stops.failed();
    }
    return false;
  }

  /** Deletes, and returns those that are deleted. */
  private List<ReceivedMessage> delete(List<ReceivedMessage> sent, List<ReceivedMessage> settled) {
    tally.add(Count.SETTLED, settled.size());
    List<ReceivedMessage> all = Stream.concat(sent.stream(), settled.stream()).toList();
    if (all.isEmpty()) {
      return all;
    }
    Set<String> undeleted =
        from.delete(all).stream().map(ReceivedMessage::id).collect(Collectors.toSet());
    if (undeleted.isEmpty()) {
      return all;
    }
    tally.add(Count.UNDELETED, undeleted.size());
    tally.problem("done with, but not deleted from the dead-letter queue");
    return all.stream().filter(letter -> !undeleted.contains(letter.id())).toList();
  }
}
