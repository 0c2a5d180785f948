package dev.everhook.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call to the webhook, when it is over.
 *
 * @param number 1 for the first attempt of a delivery
 * @param startedAt when it began
 * @param duration how long it took
 * @param outcome what it came to
 * @param excerpt the beginning of the answer's body, free of secrets, for the diagnosis; null for
 *     none
 */
public record Attempt(
    int number, Instant startedAt, Duration duration, Outcome outcome, @Nullable String excerpt) {}
