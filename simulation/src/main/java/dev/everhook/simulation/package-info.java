/**
 * Everhook's own handlers in a world that is made up from a seed: its clock, queues, ledger,
 * receiver, schedule and operators, and all that can go wrong with them.
 */
@NullMarked
package dev.everhook.simulation;

import org.jspecify.annotations.NullMarked;
