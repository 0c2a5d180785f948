/** A peer: what a worker is that was written without a thought of its cold start. */
@NullMarked
package dev.everhook.benchmarks.naive;

import org.jspecify.annotations.NullMarked;
