/**
 * The soak: the embedded run under load for a long time, against a webhook that fails, with {@code
 * kill -9} every so often, and an account of every request at its end.
 */
@NullMarked
package dev.everhook.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
