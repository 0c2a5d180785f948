package dev.everhook.core.ledger;

import dev.everhook.core.Attempt;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one delivery. Immutable: each method returns what follows from it. Instants
 * are in whole milliseconds.
 *
 * @param key names the delivery
 * @param origin where it comes from
 * @param revision one more with each write; a write that did not see the last one is refused
 * @param token one more with each claim; a worker with an older one has lost its lease
 * @param deaths the number of its last death; 0 if it never died
 * @param round what was done since it was last asked for
 * @param state where it stands
 * @param history the last attempts, the oldest first, at most {@value #MOST_HISTORY}
 * @param createdAt when it was first heard of
 * @param changedAt when it was last written
 */
public record LedgerEntry(
    IdempotencyKey key,
    Origin origin,
    long revision,
    long token,
    int deaths,
    Round round,
    DeliveryState state,
    List<PastAttempt> history,
    Instant createdAt,
    Instant changedAt) {

  /** How many attempts are kept. */
  public static final int MOST_HISTORY = 20;

  /** How long an entry is kept after its last change: longer than any dead letter. */
  public static final Duration KEPT = Duration.ofDays(30);

  public LedgerEntry {
    history = List.copyOf(history);
  }

  /**
   * A delivery that the ledger does not know yet.
   *
   * @param deaths the death that its message speaks of; 0 for none
   */
  static LedgerEntry unknown(IdempotencyKey key, Origin origin, int deaths, Instant now) {
    return new LedgerEntry(
        key,
        origin,
        0,
        0,
        deaths,
        Round.open(1, now),
        new DeliveryState.Pending(),
        List.of(),
        now,
        now);
  }

  /** When the entry may be forgotten. */
  public Instant expiresAt() {
    return changedAt.plus(KEPT);
  }

  /** The instant from which somebody should be at it; null where nothing is left to do. */
  public @Nullable Instant dueAt() {
    return switch (state) {
      case DeliveryState.Pending(), DeliveryState.Dying(_) -> changedAt;
      case DeliveryState.InFlight(_, _, var leaseEnd) -> leaseEnd;
      case DeliveryState.Waiting(var until, _) -> until;
      case DeliveryState.Delivered(_), DeliveryState.Dead(_) -> null;
    };
  }

  /** The number of the attempt that is next, or under way. */
  public int nextAttempt() {
    return round.attempts() + 1;
  }

  /** Whether the last attempt on record is this one. */
  boolean isLast(Attempt attempt) {
    return !history.isEmpty() && history.getLast().equals(PastAttempt.of(round.number(), attempt));
  }

  LedgerEntry claimed(String claimId, Instant now, Instant leaseEnd) {
    return with(token + 1, deaths, round, new DeliveryState.InFlight(claimId, now, leaseEnd));
  }

  /** The call of the last claim counts as lost: whoever made it was never heard of again. */
  LedgerEntry lost() {
    if (!(state instanceof DeliveryState.InFlight(_, var since, _))) {
      return this;
    }
    return withHistory(PastAttempt.lost(round.number(), nextAttempt(), since))
        .with(token, deaths, round.lost(since), state);
  }

  LedgerEntry redriven(int death, Instant now) {
    return with(token, death, Round.open(round.number() + 1, now), state);
  }

  LedgerEntry released() {
    return with(token, deaths, round, new DeliveryState.Pending());
  }

  LedgerEntry attempted(Attempt attempt) {
    PastAttempt past = PastAttempt.of(round.number(), attempt);
    Round after =
        attempt.outcome() instanceof Outcome.InProgress
            ? round.deferred(past.startedAt())
            : round.attempted(past.startedAt());
    return withHistory(past).with(token, deaths, after, state);
  }

  LedgerEntry deferred() {
    return with(token, deaths, round.deferred(), state);
  }

  LedgerEntry waiting(Instant until, DeliveryState.Cause because) {
    return with(token, deaths, round, new DeliveryState.Waiting(until, because));
  }

  LedgerEntry delivered(Instant at) {
    return with(token, deaths, round, new DeliveryState.Delivered(at));
  }

  LedgerEntry dying(Death death) {
    return with(token, death.number(), round, new DeliveryState.Dying(death));
  }

  LedgerEntry dead(Death death) {
    return with(token, death.number(), round, new DeliveryState.Dead(death));
  }

  /** What is written next, on top of what was seen. */
  LedgerEntry writtenOver(long seen, Instant now) {
    return new LedgerEntry(
        key, origin, seen + 1, token, deaths, round, state, history, createdAt, now);
  }

  private LedgerEntry with(long newToken, int newDeaths, Round newRound, DeliveryState newState) {
    return new LedgerEntry(
        key, origin, revision, newToken, newDeaths, newRound, newState, history, createdAt,
        changedAt);
  }

  private LedgerEntry withHistory(PastAttempt last) {
    List<PastAttempt> all = new ArrayList<>(history);
    all.add(last);
    return new LedgerEntry(
        key,
        origin,
        revision,
        token,
        deaths,
        round,
        state,
        all.subList(Math.max(0, all.size() - MOST_HISTORY), all.size()),
        createdAt,
        changedAt);
  }
}
