package dev.everhook.core.ledger;

/**
 * What became of a write.
 *
 * @param entry the entry as it stands now
 * @param isFenced whether it was refused, since somebody else has the delivery by now
 */
public record Written(LedgerEntry entry, boolean isFenced) {}
