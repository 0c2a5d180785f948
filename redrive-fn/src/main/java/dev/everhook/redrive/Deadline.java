package dev.everhook.redrive;

import com.amazonaws.services.lambda.runtime.Context;
import dev.everhook.core.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long an invocation can go on.
 *
 * @param functionEnd when the function is stopped, whatever it does
 */
record Deadline(Instant functionEnd) {
  /** For the last batches, for what is released, and for the answer. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  /** A function that is killed may be at a call still. */
  private static final Duration AFTER_DEATH = Duration.ofMinutes(1);

  static Deadline of(Context context, InstantSource clock) {
    return new Deadline(clock.instant().plusMillis(context.getRemainingTimeInMillis()));
  }

  /** When to begin nothing more. */
  Instant end() {
    return functionEnd.minus(MARGIN);
  }

  /** When everything that was received is visible again at the latest, if the function dies. */
  Instant hiddenUntil() {
    return functionEnd.plus(AFTER_DEATH);
  }

  /** For how long to hide what is received now: never for less than the function lives. */
  Duration visibility(Instant now) {
    Duration left = Visibility.clamp(Duration.between(now, hiddenUntil()), Duration.ZERO);
    return left.compareTo(AFTER_DEATH) < 0 ? AFTER_DEATH : left;
  }
}
