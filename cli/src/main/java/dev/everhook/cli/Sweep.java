package dev.everhook.cli;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The redrive function's answer to {@code sweep}.
 *
 * @param overdue deliveries whose message seems to be gone
 * @param swept those that were sent again
 * @param skipped those that were not, or why
 */
record Sweep(
    long overdue,
    long swept,
    @Nullable String skipped,
    @Nullable Instant oldest,
    List<String> problems) {}
