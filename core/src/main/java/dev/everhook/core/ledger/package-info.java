/**
 * The ledger: what is known of each delivery, and who may attempt it. {@link
 * dev.everhook.core.ledger.ClaimTable} decides, {@link dev.everhook.core.ledger.DeliveryLedger}
 * does, and a {@link dev.everhook.core.ledger.LedgerStore} keeps.
 */
@NullMarked
package dev.everhook.core.ledger;

import org.jspecify.annotations.NullMarked;
