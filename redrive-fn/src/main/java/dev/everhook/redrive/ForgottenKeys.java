package dev.everhook.redrive;

import dev.everhook.core.DeathNotice;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for letters whose last call may have done its work, so long ago that the receiver may have
 * forgotten the key: a redrive could do the work twice. Receivers commonly forget after a day.
 */
final class ForgottenKeys {
  private static final Duration REMEMBERED = Duration.ofHours(24);

  /** Those that the worker records where no answer came back. */
  private static final Set<String> UNKNOWN_CODES =
      Set.of("timeout", "connection_broken", "not_http", "lost");

  private static final Set<Integer> UNKNOWN_STATUSES = Set.of(502, 504);

  private final Instant now;
  private long count;

  ForgottenKeys(Instant now) {
    this.now = now;
  }

  void look(Judged judged) {
    DeathNotice notice = judged.letter().notice();
    Instant last =
        notice.lastAttempt() == null ? judged.letter().message().sentAt() : notice.lastAttempt();
    boolean unknown =
        (notice.errorCode() != null && UNKNOWN_CODES.contains(notice.errorCode()))
            || (notice.status() != null && UNKNOWN_STATUSES.contains(notice.status()));
    if (unknown && judged.verdict() == Verdict.MOVABLE && last.isBefore(now.minus(REMEMBERED))) {
      count++;
    }
  }

  Optional<String> warning() {
    return count == 0
        ? Optional.empty()
        : Optional.of(
            "%d of the movable letters ended in a call of unknown outcome more than 24 hours ago: the receiver may have done it, and forgotten the key"
                .formatted(count));
  }
}
