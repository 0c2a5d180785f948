package dev.everhook.redrive;

import dev.everhook.core.DeadLetter;
import dev.everhook.core.QueueDepth;
import dev.everhook.core.ReceivedMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.ledger.LedgerRefusedException;
import dev.everhook.core.ledger.LedgerUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** Makes a plan: reads dead letters, changes nothing, and makes all of them visible again. */
final class Plan implements Reading.Reader {
  private final Source source;
  private final Filter filter;
  private final Limit limit;
  private final RefreshQueue queue;
  private final Judge judge;
  private final InstantSource clock;
  private final Stops stops = new Stops();
  private final Reading reading;
  private final RedrivePlan plan;

  Plan(OperatorRequest.Planning request, RefreshQueue queue, Ports ports, Deadline deadline) {
    this.source = request.source();
    this.filter = request.filter();
    this.limit = new Limit(request.limit());
    this.queue = queue;
    this.judge = new Judge(ports.ledger());
    this.clock = ports.clock();
    this.reading = new Reading(queue, deadline, clock, stops);
    this.plan = new RedrivePlan(source, clock.instant(), deadline.hiddenUntil());
  }

  /**
   * @throws dev.everhook.core.QueueException if the queue does not answer
   */
  RedrivePlan make() {
    QueueDepth before = queue.depth();
    try {
      reading.read(limit.left(), this);
    } finally {
      reading.release();
    }
    reading.throwIfUnanswered();
    if (before.inFlight() > 0) {
      plan.warn(
          "%d letters were hidden when the plan began: another plan or redrive is at them, or died over them"
              .formatted(before.inFlight()));
    }
    plan.end(
        stops.stopped().isEmpty() && (limit.left() > 0 || plan.read() >= before.total()),
        before.total());
    if (!plan.isComplete()) {
      plan.warn("not the whole queue was read: the counts are of what was");
    }
    return plan;
  }

  @Override
  public int wants(int most) {
    return limit.take(most);
  }

  @Override
  public void missed(int count) {
    limit.giveBack(count);
  }

  @Override
  public Collection<ReceivedMessage> read(List<ReceivedMessage> batch) {
    Instant now = clock.instant();
    List<DeadLetter> letters =
        batch.stream().map(source::read).filter(letter -> filter.matches(letter, now)).toList();
    plan.add(batch.size(), judged(letters, now));
    stops.succeeded();
    return List.of();
  }

  private List<Judged> judged(List<DeadLetter> letters, Instant now) {
    try {
      return judge.judge(letters, now);
    } catch (LedgerUnavailableException | LedgerRefusedException e) {
      plan.warn("what the ledger says of the letters is not known: " + e.getMessage());
      return Judge.judgeWithoutLedger(letters, now);
    }
  }
}
