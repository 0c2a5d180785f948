package dev.everhook.embedded.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The slots that passed while nobody was there: the latest is to be made up, the others are told.
 *
 * @param latest the latest missed slot; empty if none was missed
 * @param others how many were missed besides the latest
 * @param exact false if counting stopped early, so that {@code others} is the least there are
 * @param named the earliest of the others, in order, as many as were asked for
 */
public record MissedSlots(
    Optional<Instant> latest, long others, boolean exact, List<Instant> named) {

  /** Checks that the parts fit together. */
  public MissedSlots {
    named = List.copyOf(named);
    if (named.size() > others || (latest.isEmpty() && others != 0)) {
      throw new IllegalArgumentException(
          "%s named of %s others, latest %s".formatted(named.size(), others, latest));
    }
  }

  static MissedSlots none() {
    return new MissedSlots(Optional.empty(), 0, true, List.of());
  }
}
