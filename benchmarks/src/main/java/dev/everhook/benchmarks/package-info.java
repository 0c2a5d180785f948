/** What Everhook adds to a call, and how fast it drains a queue. */
@NullMarked
package dev.everhook.benchmarks;

import org.jspecify.annotations.NullMarked;
