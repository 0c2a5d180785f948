/** The {@code everhook} command. */
@NullMarked
package dev.everhook.cli;

import org.jspecify.annotations.NullMarked;
