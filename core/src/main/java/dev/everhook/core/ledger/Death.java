package dev.everhook.core.ledger;

import dev.everhook.core.DeadLetterReason;
import org.jspecify.annotations.Nullable;

/**
 * Why a delivery was given up.
 *
 * @param number 1 for its first death, one more for each after a redrive
 * @param status the webhook's last status; null where there was none
 * @param errorCode a short stable word for the last failure; null where there was none
 */
public record Death(
    int number, DeadLetterReason reason, @Nullable Integer status, @Nullable String errorCode) {}
