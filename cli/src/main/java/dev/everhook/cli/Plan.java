package dev.everhook.cli;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The redrive function's answer to {@code plan}.
 *
 * @param total all letters of the queue, about
 * @param read those that were looked at
 * @param complete whether that was all of them
 * @param matched those that the filter takes; they are movable, settled, blocked, malformed or
 *     expired
 */
record Plan(
    String source,
    long total,
    long read,
    boolean complete,
    long matched,
    long movable,
    long settled,
    long blocked,
    long malformed,
    long expired,
    List<DeadLetterGroup> groups,
    List<String> warnings,
    @Nullable Instant hiddenUntil) {}
