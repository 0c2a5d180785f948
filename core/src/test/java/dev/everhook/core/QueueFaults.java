package dev.everhook.core;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is wrong with an {@link InMemoryQueue}: nothing, until a test says so. Faults are of whole
 * calls, as when a queue does not answer, or of single entries of a batch. Safe for use by many
 * threads.
 */
public final class QueueFaults {
  /** The error code of a call that fails as a whole. */
  public static final String UNAVAILABLE = "ServiceUnavailable";

  /** A call of the port. */
  public enum Call {
    /** {@link RefreshQueue#send}: each message comes back as not sent. */
    SEND,
    /** {@link RefreshQueue#receive}: throws. */
    RECEIVE,
    /** {@link RefreshQueue#delete}: nothing is deleted. */
    DELETE,
    /** {@link RefreshQueue#hide}: throws. */
    HIDE,
    /** {@link RefreshQueue#release}: nothing is released. */
    RELEASE,
    /** {@link RefreshQueue#depth}: throws. */
    DEPTH
  }

  private final Map<Call, Integer> failures = new EnumMap<>(Call.class);
  private Function<OutgoingMessage, Optional<SendResult.NotSent>> refusal = _ -> Optional.empty();
  private Predicate<ReceivedMessage> undeletable = _ -> false;

  /** Every {@code call} fails, until {@link #mend}. */
  public synchronized void fail(Call call) {
    failures.put(call, Integer.MAX_VALUE);
  }

  /** The next {@code times} of {@code call} fail. */
  public synchronized void failNext(Call call, int times) {
    failures.put(call, times);
  }

  /**
   * Messages of a send for which {@code which} holds come back with {@code answer}; the others are
   * sent.
   */
  public synchronized void refuse(Predicate<OutgoingMessage> which, SendResult.NotSent answer) {
    refusal = message -> which.test(message) ? Optional.of(answer) : Optional.empty();
  }

  /** Messages of a delete for which {@code which} holds are not deleted; the others are. */
  public synchronized void doNotDelete(Predicate<ReceivedMessage> which) {
    undeletable = which;
  }

  /** All is well again. */
  public synchronized void mend() {
    failures.clear();
    refusal = _ -> Optional.empty();
    undeletable = _ -> false;
  }

  synchronized boolean strikes(Call call) {
    int left = failures.getOrDefault(call, 0);
    if (left == 0) {
      return false;
    }
    if (left != Integer.MAX_VALUE) {
      failures.put(call, left - 1);
    }
    return true;
  }

  synchronized Optional<SendResult.NotSent> refuses(OutgoingMessage message) {
    return refusal.apply(message);
  }

  synchronized boolean keeps(ReceivedMessage message) {
    return undeletable.test(message);
  }
}
