package dev.everhook.core;

import java.util.Arrays;
import java.util.Locale;

/** Why a refresh request is in the dead-letter queue. */
public enum DeadLetterReason {
  /** The webhook refused the call for good. */
  REJECTED,
  /** The webhook answered 401 or 403: the token in the secret is wrong. */
  UNAUTHORIZED,
  /** Every attempt was used up. */
  EXHAUSTED,
  /** It was put off too often without an attempt. */
  DEFERRED,
  /** Its {@code notAfter}, its slot's expiry or what its queue's retention allows was reached. */
  EXPIRED,
  /** The message is not a refresh request. */
  MALFORMED,
  /** No reason was recorded: the worker kept dying, and the queue's own redrive policy moved it. */
  CRASHED,
  /** The scheduler could not put it on the refresh queue. */
  UNSENT;

  /** The word in messages, answers and logs. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the word.
   *
   * @throws InvalidRequestException if it is none, naming those there are
   */
  public static DeadLetterReason parse(String word) {
    return Arrays.stream(values())
        .filter(reason -> reason.toString().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "reason", "must be one of " + Arrays.toString(values())));
  }
}
