package dev.everhook.benchmarks.soak;

import java.time.Duration;
import java.util.SplittableRandom;

/** What the webhook does with the calls of one request: drawn from the seed. */
enum Fate {
  /** Done by the first call. */
  AT_ONCE(9_558),
  /** Done, and answered after half a second. */
  SLOW(100),
  /** 503 twice, then done. */
  BUSY(150),
  /** 429 with a {@code Retry-After}, then done. */
  THROTTLED(50),
  /** 409, then done. */
  AT_WORK(20),
  /** Done, but the connection is closed without an answer; then 200. */
  CUT_OFF(100),
  /** Done, but no answer comes for longer than anybody waits; then 200. */
  SILENT(2),
  /** 400, whatever the call: a dead letter at once. */
  REFUSED(15),
  /** 500, whatever the call: a dead letter after the last attempt. */
  BROKEN(5);

  /** The sum of all shares. */
  private static final int WHOLE = 10_000;

  /** How long a call may take; {@code WebhookTimeout} allows no less. */
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final int share;

  Fate(int share) {
    this.share = share;
  }

  /**
   * How a call is answered.
   *
   * @param status 0 where the connection is closed without an answer
   * @param after how long it takes
   * @param isDone whether the webhook did what it was asked for
   */
  record Answer(int status, Duration after, boolean isDone) {
    private static Answer of(int status) {
      return new Answer(status, Duration.ZERO, status == 200);
    }

    private static Answer none(Duration after) {
      return new Answer(0, after, true);
    }
  }

  /** The fate of a request. */
  static Fate of(long seed, int number) {
    int drawn = new SplittableRandom(seed * 1_000_003 + number).nextInt(WHOLE);
    for (Fate fate : values()) {
      drawn -= fate.share;
      if (drawn < 0) {
        return fate;
      }
    }
    throw new IllegalStateException("the shares are less than the whole");
  }

  /**
   * The answer to a call.
   *
   * @param call 1 for the first call of the request
   */
  Answer answer(int call) {
    return switch (this) {
      case AT_ONCE -> Answer.of(200);
      case SLOW -> new Answer(200, Duration.ofMillis(500), true);
      case BUSY -> Answer.of(call <= 2 ? 503 : 200);
      case THROTTLED -> Answer.of(call == 1 ? 429 : 200);
      case AT_WORK -> Answer.of(call == 1 ? 409 : 200);
      case CUT_OFF -> call == 1 ? Answer.none(Duration.ZERO) : Answer.of(200);
      case SILENT -> call == 1 ? Answer.none(TIMEOUT.plusSeconds(2)) : Answer.of(200);
      case REFUSED -> Answer.of(400);
      case BROKEN -> Answer.of(500);
    };
  }
}
