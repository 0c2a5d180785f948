package dev.everhook.redrive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the schedule, so that a reader can tell its slots.
 *
 * @param arn its ARN
 * @param expression as EventBridge Scheduler has it, such as {@code rate(72 hours)}
 * @param timezone the time zone of the expression
 * @param startDate from when it fires; null for none
 * @param state {@code ENABLED} or {@code DISABLED}
 * @param anchor the first slot of a rate without start date, where it is known
 * @param flexibleWindowMinutes by how much a slot may be late; 0 for none
 */
public record ScheduleFacts(
    String arn,
    String expression,
    String timezone,
    @Nullable Instant startDate,
    String state,
    @Nullable Instant anchor,
    int flexibleWindowMinutes) {}
