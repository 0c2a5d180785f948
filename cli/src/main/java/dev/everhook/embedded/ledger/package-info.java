/** The ledger of the embedded run, in an H2 file of the data folder. */
@NullMarked
package dev.everhook.embedded.ledger;

import org.jspecify.annotations.NullMarked;
