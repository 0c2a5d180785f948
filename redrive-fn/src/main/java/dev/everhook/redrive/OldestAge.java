package dev.everhook.redrive;

import java.time.Duration;
import java.util.Optional;

/** How long the oldest message of the refresh queue has been there. */
public interface OldestAge {

  /** The age; empty where nobody can say, or where there is no message. */
  Optional<Duration> ofRefreshQueue();

  /** Cannot say: SQS tells it to CloudWatch alone. */
  static OldestAge unknown() {
    return Optional::empty;
  }
}
