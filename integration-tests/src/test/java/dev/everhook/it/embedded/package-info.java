/** The embedded run as a process of its own, for tests and for the soak. */
@NullMarked
package dev.everhook.it.embedded;

import org.jspecify.annotations.NullMarked;
