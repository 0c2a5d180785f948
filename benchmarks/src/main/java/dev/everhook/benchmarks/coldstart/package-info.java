/** How long a function takes from the start of its process to the first byte at the webhook. */
@NullMarked
package dev.everhook.benchmarks.coldstart;

import org.jspecify.annotations.NullMarked;
