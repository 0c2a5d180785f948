/** The pipeline on one machine: the same handlers on an in-process queue, with no cloud account. */
@NullMarked
package dev.everhook.embedded;

import org.jspecify.annotations.NullMarked;
