package dev.everhook.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an attempt came to. */
public sealed interface Outcome {

  /** The word in logs and tables. */
  String word();

  /** The webhook's status; null where none came back. */
  @Nullable Integer status();

  /** A short stable word for a failure that has no status; null where there is none. */
  @Nullable String errorCode();

  /**
   * The webhook did it.
   *
   * @param status 2xx
   */
  record Delivered(Integer status) implements Outcome {
    /** Its word. */
    public static final String WORD = "delivered";

    @Override
    public String word() {
      return WORD;
    }

    @Override
    public @Nullable String errorCode() {
      return null;
    }
  }

  /**
   * It failed, and another attempt may do.
   *
   * @param certainty whether the webhook may have done it all the same
   * @param notBefore the earliest instant for the next attempt, as the webhook asked; null for none
   */
  record Retry(
      @Nullable Integer status,
      @Nullable String errorCode,
      Certainty certainty,
      @Nullable Instant notBefore)
      implements Outcome {
    @Override
    public String word() {
      return certainty == Certainty.UNKNOWN ? "unknown" : "retry";
    }
  }

  /**
   * The webhook is still at work on an earlier call with this key.
   *
   * @param status 409
   * @param notBefore the earliest instant for the next attempt, as the webhook asked; null for none
   */
  record InProgress(Integer status, @Nullable Instant notBefore) implements Outcome {
    /** Its word. */
    public static final String WORD = "in progress";

    @Override
    public String word() {
      return WORD;
    }

    @Override
    public @Nullable String errorCode() {
      return null;
    }
  }

  /**
   * The webhook refused it for good.
   *
   * @param reason the reason of the dead letter
   */
  record Rejected(Integer status, DeadLetterReason reason) implements Outcome {
    @Override
    public String word() {
      return "rejected";
    }

    @Override
    public @Nullable String errorCode() {
      return null;
    }
  }

  /** Whether a failed attempt is known to have failed. */
  enum Certainty {
    /** The webhook did not do it, by its own word or because the request never went out. */
    FAILED,
    /**
     * It may have happened: the request went out, and no answer came back. The key makes the repeat
     * safe.
     */
    UNKNOWN
  }
}
