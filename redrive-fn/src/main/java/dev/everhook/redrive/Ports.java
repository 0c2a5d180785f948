package dev.everhook.redrive;

import dev.everhook.core.EventLog;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.OperationStore;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * All that the redrive function works with.
 *
 * @param refreshQueue the queue that dead letters go back to
 * @param deadLetters the dead-letter queue
 * @param schedulerDeadLetters the scheduler's own dead-letter queue; null for none
 * @param ledger the store of deliveries
 * @param operations the record of what operators did
 * @param archives where archived dead letters go; null for nowhere, so that none can be archived
 * @param oldestAge the age of the refresh queue's oldest message
 * @param schedule what is known of the schedule; null for nothing
 * @param settings what the function is told
 * @param log where events go
 * @param clock tells the time
 * @param sleeper lets time pass, for a redrive at a rate
 */
public record Ports(
    RefreshQueue refreshQueue,
    RefreshQueue deadLetters,
    @Nullable RefreshQueue schedulerDeadLetters,
    DeliveryLedger ledger,
    OperationStore operations,
    @Nullable ArchiveStore archives,
    OldestAge oldestAge,
    @Nullable ScheduleFacts schedule,
    RedriveSettings settings,
    EventLog log,
    InstantSource clock,
    Sleeper sleeper) {}
