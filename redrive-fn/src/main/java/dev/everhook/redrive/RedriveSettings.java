package dev.everhook.redrive;

import java.time.Duration;

/**
 * What the redrive function is told.
 *
 * @param visibility the visibility timeout of the refresh queue: only a delivery that is overdue by
 *     more than this can have lost its message
 */
public record RedriveSettings(Duration visibility) {}
