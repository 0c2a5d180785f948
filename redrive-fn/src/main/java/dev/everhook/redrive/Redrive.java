package dev.everhook.redrive;

import dev.everhook.core.DeadLetter;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.QueueException;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Moves dead letters back to the refresh queue: sends, then deletes, and never the other way round,
 * so that a death in between leaves a letter in both queues and never in none.
 */
final class Redrive {
  private static final int BATCH = 10;
  private static final Duration VISIBILITY = Duration.ofMinutes(2);
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final RefreshQueue deadLetters;
  private final RefreshQueue refreshQueue;
  private final InstantSource clock;

  Redrive(RefreshQueue deadLetters, RefreshQueue refreshQueue, InstantSource clock) {
    this.deadLetters = deadLetters;
    this.refreshQueue = refreshQueue;
    this.clock = clock;
  }

  /**
   * Moves up to {@code limit} dead letters, body and attributes as they are. Those that are refused
   * do not count, so that they cannot stand in the way of the others.
   *
   * <p>Once some were touched it always answers, since what it did would be unknown otherwise.
   *
   * @param end when to stop, whatever is left
   * @throws QueueException if the dead-letter queue does not answer at all; nothing was moved then
   */
  RedriveResult move(int limit, Instant end) {
    RedriveResult.Count count = new RedriveResult.Count();
    List<ReceivedMessage> staying = new ArrayList<>();
    try {
      moveAll(limit, end, count, staying);
    } catch (QueueException e) {
      if (count.touched() == 0) {
        throw e;
      }
      count.problem(String.valueOf(e.getMessage()));
    }
    deadLetters.release(staying);
    return count.result(remaining(count, staying));
  }

  private long remaining(RedriveResult.Count count, List<ReceivedMessage> staying) {
    try {
      return deadLetters.depth().total();
    } catch (QueueException e) {
      count.problem(String.valueOf(e.getMessage()));
      return staying.size();
    }
  }

  private void moveAll(
      int limit, Instant end, RedriveResult.Count count, List<ReceivedMessage> staying) {
    Set<String> seen = new HashSet<>();
    while (count.tried() < limit && clock.instant().isBefore(end)) {
      List<ReceivedMessage> batch =
          deadLetters.receive(Math.min(BATCH, limit - count.tried()), VISIBILITY, WAIT);
      List<ReceivedMessage> unseen =
          batch.stream().filter(message -> seen.add(message.id())).toList();
      if (unseen.isEmpty()) {
        staying.addAll(batch);
        return;
      }
      staying.addAll(moveBatch(unseen, count));
    }
  }

  /** Returns those that stay. */
  private List<ReceivedMessage> moveBatch(List<ReceivedMessage> batch, RedriveResult.Count count) {
    List<ReceivedMessage> movable =
        batch.stream().filter(message -> !isMalformed(message)).toList();
    List<ReceivedMessage> staying = new ArrayList<>(batch);
    count.refused(batch.size() - movable.size());
    List<SendResult> results =
        refreshQueue.send(
            movable.stream()
                .map(message -> new OutgoingMessage(message.body(), message.attributes()))
                .toList());
    List<ReceivedMessage> sent = new ArrayList<>();
    for (int i = 0; i < movable.size(); i++) {
      switch (results.get(i)) {
        case SendResult.Sent _ -> sent.add(movable.get(i));
        case SendResult.NotSent(String code, String problem, _) -> {
          count.failed(1);
          count.problem("not put back: " + code + ": " + problem);
        }
      }
    }
    List<ReceivedMessage> undeleted = deadLetters.delete(sent);
    count.moved(sent.size());
    count.undeleted(undeleted.size());
    if (!undeleted.isEmpty()) {
      count.problem("put back, but not deleted from the dead-letter queue");
    }
    staying.removeAll(sent);
    return staying;
  }

  private static boolean isMalformed(ReceivedMessage message) {
    return DeadLetter.read(message).request() == null;
  }
}
