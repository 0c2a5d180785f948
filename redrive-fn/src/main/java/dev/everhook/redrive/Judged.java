package dev.everhook.redrive;

import dev.everhook.core.DeadLetter;
import dev.everhook.core.ledger.LedgerEntry;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, and what the ledger says of it.
 *
 * @param entry null where the ledger does not know its delivery
 */
record Judged(DeadLetter letter, @Nullable LedgerEntry entry, Verdict verdict) {}
