package dev.everhook.redrive;

import dev.everhook.core.DeadLetter;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant: those that every given part matches. A part that is empty or null
 * is not given. A letter that has no such property, as no status, matches no part about it.
 *
 * @param reasons why it is dead
 * @param statuses the webhook's last status
 * @param errorCodes the last failure without a status
 * @param triggers who asked
 * @param keys the deliveries
 * @param messageIds the letters themselves
 * @param olderThan for how long it has been in its queue at least
 * @param youngerThan for less than how long it has been in its queue
 */
record Filter(
    Set<DeadLetterReason> reasons,
    List<StatusRange> statuses,
    Set<String> errorCodes,
    Set<Trigger> triggers,
    Set<IdempotencyKey> keys,
    Set<String> messageIds,
    @Nullable Duration olderThan,
    @Nullable Duration youngerThan) {

  /** Every letter. */
  static final Filter ALL =
      new Filter(Set.of(), List.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, null);

  boolean matches(DeadLetter letter, Instant now) {
    DeathNotice notice = letter.notice();
    Duration age = Duration.between(letter.message().sentAt(), now);
    return isIn(reasons, notice.reason())
        && isIn(errorCodes, notice.errorCode())
        && isIn(triggers, letter.request() == null ? null : letter.request().trigger())
        && isIn(messageIds, letter.message().id())
        && hasStatus(notice.status())
        && (keys.isEmpty() || isIn(keys, letter.key()))
        && (olderThan == null || age.compareTo(olderThan) >= 0)
        && (youngerThan == null || age.compareTo(youngerThan) < 0);
  }

  private static <T> boolean isIn(Set<T> wanted, @Nullable T value) {
    return wanted.isEmpty() || (value != null && wanted.contains(value));
  }

  private boolean hasStatus(@Nullable Integer status) {
    return statuses.isEmpty()
        || (status != null && statuses.stream().anyMatch(range -> range.contains(status)));
  }
}
