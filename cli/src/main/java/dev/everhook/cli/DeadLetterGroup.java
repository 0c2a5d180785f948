package dev.everhook.cli;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters of one reason, status and error code.
 *
 * @param oldest when the first of them was put into the dead-letter queue
 * @param states how many of them the ledger has in each state
 */
record DeadLetterGroup(
    String reason,
    @Nullable Integer status,
    @Nullable String errorCode,
    long count,
    @Nullable Instant oldest,
    @Nullable Instant newest,
    @Nullable String exampleKey,
    @Nullable String exampleMessageId,
    Map<String, Long> states) {}
