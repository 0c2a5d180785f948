/** The enqueue function: takes ad-hoc refreshes, one or many. */
@NullMarked
package dev.everhook.producer;

import org.jspecify.annotations.NullMarked;
