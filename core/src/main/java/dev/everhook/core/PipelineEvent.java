package dev.everhook.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in the pipeline and that a person may want to read: one line of the log
 * each.
 */
public sealed interface PipelineEvent {

  /** A slot of the schedule was put on the refresh queue. */
  record SlotSent(Instant slot, IdempotencyKey key, String messageId) implements PipelineEvent {}

  /**
   * Slots went by while nobody was there to send them. The latest is made up, as an event of its
   * own.
   *
   * @param count how many are not made up
   * @param named the latest of them, in order
   */
  record SlotsMissed(long count, List<Instant> named) implements PipelineEvent {
    public SlotsMissed {
      named = List.copyOf(named);
    }
  }

  /** A slot could not be sent; it is tried again. */
  record SlotNotSent(Instant slot, String problem) implements PipelineEvent {}

  /** A manual request was put on the refresh queue. */
  record Enqueued(IdempotencyKey key, String requestId, String requestedBy, String messageId)
      implements PipelineEvent {}

  /**
   * A manual request was not put on the refresh queue. Nobody may be there to read the answer that
   * says so, as with an asynchronous invoke.
   *
   * @param index its place in the call; null where the call as a whole is wrong
   * @param field what is wrong, or {@code queue} where the queue did not take it
   */
  record NotEnqueued(@Nullable Integer index, String field, String problem)
      implements PipelineEvent {}

  /**
   * An attempt is over.
   *
   * @param slot the slot of a scheduled request; null for a manual one
   * @param maxAttempts how many there can be
   * @param nextIn the delay before the next attempt; null where none follows
   */
  record Attempted(
      IdempotencyKey key,
      Trigger trigger,
      @Nullable Instant slot,
      Attempt attempt,
      int maxAttempts,
      @Nullable Duration nextIn)
      implements PipelineEvent {}

  /**
   * A message was put off without an attempt.
   *
   * @param cause why
   * @param problem what is wrong and what to mend, for a person
   */
  record Deferred(IdempotencyKey key, DeferralCause cause, String problem, Duration nextIn)
      implements PipelineEvent {}

  /**
   * A message was acknowledged without an attempt: its delivery is over.
   *
   * @param state what became of the delivery
   */
  record Duplicate(IdempotencyKey key, String messageId, String state) implements PipelineEvent {}

  /** The ledger did not answer, and the delivery went on without it. */
  record LedgerUnavailable(IdempotencyKey key, String problem) implements PipelineEvent {}

  /**
   * A message is in the dead-letter queue.
   *
   * @param detail what is wrong with the message, or the beginning of the webhook's answer; null
   *     for none
   */
  record DeadLettered(String messageId, DeathNotice notice, @Nullable String detail)
      implements PipelineEvent {}

  /** Something of ours failed for one message, which stays in its queue and comes again. */
  record MessageKept(String messageId, String problem) implements PipelineEvent {}

  /**
   * What an operator asked for ended: a redrive, an archive, a restore, a sweep.
   *
   * @param id names the operation; null for a sweep that nobody asked for
   * @param action what was asked for
   * @param requestedBy who asked
   * @param request the whole request, as JSON
   * @param counts what came of it, each by its word in the answer
   * @param oldestUnfinished of a sweep: for how long the oldest unfinished delivery has been asked
   *     for, zero for none; null for the others
   * @param stopped why it ended; null where it ends of itself
   * @param problems what went wrong, for a person
   */
  record OperationEnded(
      @Nullable String id,
      String action,
      String requestedBy,
      String request,
      Map<String, Long> counts,
      @Nullable Duration oldestUnfinished,
      @Nullable String stopped,
      List<String> problems)
      implements PipelineEvent {
    public OperationEnded {
      counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
      problems = List.copyOf(problems);
    }
  }
}
